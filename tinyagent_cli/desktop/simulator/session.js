// One script's conversation with one app: events are checked against the dictionary, may
// meet a fault, are logged, and change the store.  What an app does beyond its dictionary
// is its behaviour (apps/*.js).

const STANDARD = {
  activate: () => null,
  count: (session, target, parameters) => {
    if (parameters.each === undefined) throw failure(-1701, "Some parameter is missing for count.");
    return session.elements(target.find(), parameters.each).length;
  },
  delete: (session, target) => session.remove(target.find()),
  quit: () => null,
};

class Session {
  constructor({ terms, store, behaviour, faults, quirks, words, log }) {
    this.terms = terms;
    this.app = terms.app;
    this.path = `Application(${JSON.stringify(terms.app)})`;
    this.store = store;
    this.behaviour = behaviour;
    this.faults = faults.filter((fault) => fault.app === terms.app).map((fault) => ({ ...fault, met: 0 }));
    this.quirks = new Set(quirks);
    this.words = words;
    this.wedged = false; // an app that is wedged answers nothing any more
    this.log = log;
    this.application = show(new ObjectNode(this, 'application', this.path, () => store.root));
  }

  // Every Apple event passes here, and only here; *act* is what the app does on it.
  event(name, path, detail, act) {
    const entry = { app: this.app, event: name, object: path };
    if (detail !== undefined) entry.with = plain(detail);
    this.log.push(entry);
    const fault = this.faults.find((one) => this.meets(one, name, path));
    if (fault && fault.silent) return undefined;
    const wrong = fault && failure(fault.number, fault.message || 'AppleEvent handler failed.');
    if (wrong && !fault.acts) throw wrong;
    if (this.wedged) throw failure(-1712, 'AppleEvent timed out.');
    const done = act ? act() : undefined;
    if (wrong) throw wrong;
    return done;
  }

  meets(fault, name, path) {
    if (fault.event && fault.event !== name) return false;
    if (fault.object && !path.includes(fault.object)) return false;
    fault.met += 1;
    return fault.met > fault.after && (!fault.once || fault.met === fault.after + 1);
  }

  // What some Macs do to a kind of object, by the quirk that *table* of the behaviour names.
  troubled(table, kind) {
    const quirk = (this.behaviour[table] || {})[kind];
    return quirk !== undefined && this.quirks.has(quirk);
  }

  // Reading many objects, or changing one, may take longer than an app is given.
  bear(table, kind) {
    if (this.troubled(table, kind)) throw failure(-1712, `AppleEvent timed out. [${kind}]`);
  }

  living(record) {
    if (!this.store.alive(record)) throw failure(-1728, "Can't get object. [it was deleted]");
    return record;
  }

  pinned(record, path) {
    const way = record.id === undefined ? path : `${this.path}.${camel(record.kind)}(${JSON.stringify(record.id)})`;
    return show(new ObjectNode(this, record.kind, way, () => this.living(record)));
  }

  // The value of a property as a script sees it: objects as specifiers, nothing as null.
  value(record, name, path) {
    const known = this.terms.classOf(record.kind).properties[name];
    if (name === 'class') return camel(record.kind);
    if (name === 'properties') return this.allProperties(record, path);
    const value = this.raw(record, name);
    if (value === undefined || value === null) return empty(known.types);
    const wrap = (one) => (one && one.kind ? this.pinned(one, path) : one);
    return Array.isArray(value) ? value.map(wrap) : wrap(value);
  }

  allProperties(record, path) {
    const all = {};
    for (const [name, known] of Object.entries(this.terms.classOf(record.kind).properties)) {
      if (name !== 'properties' && known.access !== 'w') all[name] = this.value(record, name, path);
    }
    return all;
  }

  raw(record, name) {
    const computed = (this.behaviour.read[record.kind] || {})[name];
    if (computed) return computed(this, record);
    return name === 'id' ? record.id : this.store.read(record, name);
  }

  identity(record, property) {
    return property === 'id' ? record.id : this.raw(record, property);
  }

  referred(record, name) {
    const part = ((this.behaviour.parts || {})[record.kind] || {})[name];
    const value = part ? part(this, record) : this.raw(record, name);
    if (!value || !value.kind) throw failure(-1728, `Can't get object. [${name} is not set]`);
    return value;
  }

  // Something that exists as soon as it is named, as a Messages participant does.
  conjured(list, property, value) {
    const conjure = (this.behaviour.conjure || {})[list.kind];
    return conjure && list.owner ? conjure(this, list.owner.find(), property, value) : null;
  }

  elements(record, kind) {
    if (this.troubled('unseen', kind)) return [];
    const gathered = this.behaviour.gathers[record.kind] || [];
    if (gathered.includes(kind)) return this.store.below(record, kind);
    const found = [];
    for (const [stored, children] of Object.entries(record.elements || {})) {
      if (this.terms.isKind(stored, kind)) found.push(...children);
    }
    return found;
  }

  check(kind, name, types, value) {
    if (this.terms.accepts(types, value, kindOf)) return;
    throw failure(-1700, `Can't convert types. [${kind}.${name} wants ${types.join(' or ')}]`);
  }

  checkNew(kind, properties) {
    const known = this.terms.classOf(kind).properties;
    const settable = (this.behaviour.settableAtBirth || {})[kind] || [];
    for (const [name, value] of Object.entries(properties)) {
      if (!known[name]) throw failure(-1728, `Can't get object. [${kind} has no “${name}”]`);
      if (known[name].access === 'r' && !settable.includes(name)) {
        throw failure(-10006, `Can't set ${name}. [read-only in ${kind}]`);
      }
      this.check(kind, name, known[name].types, value);
    }
  }

  write(record, name, value) {
    const written = (this.behaviour.write[record.kind] || {})[name];
    if (written) written(this, record, value);
    else if (nodeOf(value)) this.store.refer(record, name, nodeOf(value).find());
    else this.store.write(record, name, value);
  }

  push(list, made) {
    const node = nodeOf(made);
    if (!(node instanceof NewNode)) throw failure(-1700, "Can't convert types. [not a new object]");
    if (!this.terms.isKind(node.kind, list.kind)) {
      throw failure(-1700, `Can't convert types. [a ${node.kind} among ${list.path}]`);
    }
    if (!list.owner || list.access === 'r') {
      throw failure(-10006, `Can't make ${node.kind}. [${list.path} is read-only]`);
    }
    if (node.record) throw failure(-10000, 'AppleEvent handler failed. [pushed twice]');
    const owner = list.owner.find();
    return this.event('make', list.path, { kind: node.kind, ...node.properties }, () => {
      node.record = this.make(owner, node.kind, node.properties);
      return this.elements(owner, list.kind).length;
    });
  }

  make(owner, kind, properties) {
    const gathered = this.behaviour.gathers[owner.kind] || [];
    const home = gathered.includes(kind) ? this.behaviour.home(this, kind, owner) : owner;
    const refuse = (this.behaviour.refuses || {})[kind];
    if (refuse) refuse(this, home);
    const record = { kind, id: undefined, props: {}, elements: {} };
    this.behaviour.born(this, record, home, properties);
    if (record.id === undefined) delete record.id;
    for (const [name, value] of Object.entries(properties)) this.write(record, name, value);
    this.store.add(home, record);
    const settled = (this.behaviour.settled || {})[kind];
    if (settled) settled(this, record, home);
    return record;
  }

  remove(record) {
    const removed = (this.behaviour.remove || {})[record.kind];
    if (removed) removed(this, record);
    else this.store.remove(record);
    return null;
  }

  exists(node) {
    try {
      node.find();
    } catch (error) {
      if (error.errorNumber !== -1728 && error.errorNumber !== -1719) throw error;
      this.event('exists', node.path);
      return false;
    }
    this.event('exists', node.path);
    return true;
  }

  command(node, name, given) {
    const command = this.terms.commands[name];
    const standard = this.terms.standardCommands.has(name);
    const onApplication = node.kind === 'application';
    const args = [...given];
    let target = node;
    if (onApplication && command.direct) {
      if (args.length === 0) throw failure(-1701, `Some parameter is missing for ${name}.`);
      const direct = args.shift();
      target = nodeOf(direct) || direct;
    }
    const object = target instanceof Node && target.kind !== 'application';
    if (object && !standard && !this.terms.classOf(target.kind).verbs.has(name)) {
      throw failure(-1708, `Message not understood. [a ${target.kind} does not ${name}]`);
    }
    if (!onApplication && !command.direct) throw failure(-1708, `Message not understood. [${name}]`);
    const parameters = this.checkParameters(name, command, args);
    const act = (this.behaviour.commands || {})[name] || STANDARD[name];
    if (!act) throw failure(-1708, `Message not understood. [${this.app} does not ${name} here]`);
    const path = target instanceof Node ? target.path : JSON.stringify(target);
    if (object) target.find();
    const said = Object.keys(parameters).length ? parameters : undefined;
    return this.event(name, path, said, () => act(this, target, parameters));
  }

  checkParameters(name, command, args) {
    if (args.length > 1) throw failure(-1701, `Too many parameters for ${name}.`);
    const parameters = args[0] === undefined ? {} : args[0];
    for (const [parameter, value] of Object.entries(parameters)) {
      const known = command.parameters[parameter];
      if (!known) throw failure(-1701, `Parameter unknown. [${name} has no “${parameter}”]`);
      if (!this.terms.accepts(known.types, value, kindOf)) {
        throw failure(-1700, `Can't convert types. [${name} ${parameter}: ${known.types.join(' or ')}]`);
      }
    }
    for (const [parameter, known] of Object.entries(command.parameters)) {
      if (!known.optional && parameters[parameter] === undefined) {
        throw failure(-1701, `Some parameter is missing for ${name}. [${parameter}]`);
      }
    }
    return parameters;
  }
}

function empty(types) {
  if (types.includes('missing value')) return null;
  if (types.includes('text') || types.includes('rich text')) return '';
  if (types.includes('integer') || types.includes('real')) return 0;
  return types.includes('boolean') ? false : null;
}

// What the log shows of a value: text as it is, objects by their path.
function plain(value) {
  if (nodeOf(value)) return nodeOf(value).path;
  if (value instanceof Date) return isoLocal(value);
  if (value instanceof PathName) return value.path;
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}
