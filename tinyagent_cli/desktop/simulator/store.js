// An app's documents: a tree of records {kind, id, props, elements}, read from JSON and
// written back to it.  Dates travel as {"$date": local ISO}, references as {"$ref": id}.

function two(number) {
  return String(number).padStart(2, '0');
}

function isoLocal(date) {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function dateOf(iso) {
  const [day, time] = iso.split('T');
  const [year, month, date] = day.split('-').map(Number);
  const [hour, minute, second] = (time || '0:0:0').split(':').map(Number);
  return new Date(year, month - 1, date, hour, minute, second || 0);
}

class Store {
  constructor(state, now) {
    this.root = state.root;
    this.serial = state.serial;
    this.now = now;
    this.parents = new Map();
    this.adopt(this.root);
  }

  adopt(record, parent = null) {
    this.parents.set(record, parent);
    for (const children of Object.values(record.elements || {})) {
      for (const child of children) this.adopt(child, record);
    }
  }

  alive(record) {
    return this.parents.has(record);
  }

  parent(record, kind) {
    let at = this.parents.get(record) || null;
    while (at && kind && at.kind !== kind) at = this.parents.get(at) || null;
    return at;
  }

  nextId(prefix) {
    this.serial += 1;
    return prefix === null ? this.serial : `${prefix}${this.serial}`;
  }

  byId(id) {
    for (const record of this.parents.keys()) if (record.id === id) return record;
    return null;
  }

  read(record, name) {
    return this.revive((record.props || {})[name]);
  }

  revive(value) {
    if (Array.isArray(value)) return value.map((item) => this.revive(item));
    if (value && value.$date) return dateOf(value.$date);
    if (value && value.$ref !== undefined) return this.byId(value.$ref);
    return value;
  }

  write(record, name, value) {
    if (!record.props) record.props = {};
    if (value === null || value === undefined) delete record.props[name];
    else if (value instanceof Date) record.props[name] = { $date: isoLocal(value) };
    else if (value instanceof PathName) record.props[name] = value.path;
    else record.props[name] = value;
  }

  refer(record, name, other) {
    record.props[name] = { $ref: other.id };
  }

  own(record, kind) {
    return (record.elements && record.elements[kind]) || [];
  }

  // Every record of *kind* below *record*, in the order of the tree.
  below(record, kind) {
    const found = [];
    for (const children of Object.values(record.elements || {})) {
      for (const child of children) {
        if (child.kind === kind) found.push(child);
        found.push(...this.below(child, kind));
      }
    }
    return found;
  }

  add(owner, record) {
    if (!owner.elements) owner.elements = {};
    if (!owner.elements[record.kind]) owner.elements[record.kind] = [];
    owner.elements[record.kind].push(record);
    this.adopt(record, owner);
    return record;
  }

  remove(record) {
    const owner = this.parents.get(record);
    const siblings = owner.elements[record.kind];
    siblings.splice(siblings.indexOf(record), 1);
    const forget = (gone) => {
      this.parents.delete(gone);
      for (const children of Object.values(gone.elements || {})) children.forEach(forget);
    };
    forget(record);
  }

  dump() {
    return { serial: this.serial, root: this.root };
  }
}
