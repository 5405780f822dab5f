// Object specifiers as JavaScript for Automation has them: a specifier is a way to an object,
// looked up anew at each event, and every call on one is an Apple event that is logged.
// Stricter than a Mac: an unknown name is an error at once, never undefined.

const nodes = new WeakMap(); // what lies behind each proxy that a script holds

function nodeOf(value) {
  return (value !== null && typeof value === 'function' && nodes.get(value)) || null;
}

function kindOf(value) {
  const node = nodeOf(value);
  return node ? node.kind || null : null;
}

function show(node) {
  const proxy = new Proxy(function () {}, {
    apply: () => node.get(),
    get: (_, key) => {
      if (key === Symbol.toPrimitive) {
        return () => {
          throw failure(-1700, `Can't convert types. [${node.path} was used as a plain value]`);
        };
      }
      return typeof key === 'symbol' ? undefined : node.member(key);
    },
    set: (_, key, value) => {
      node.assign(key, value);
      return true;
    },
  });
  nodes.set(proxy, node);
  return proxy;
}

class Node {
  constructor(session, kind, path) {
    this.session = session;
    this.kind = kind;
    this.path = path;
  }

  unknown(name) {
    return failure(-1728, `Can't get object. [${this.session.app}: ${this.path} has no “${name}”]`);
  }

  assign(name) {
    throw failure(-10006, `Can't set ${name}. [${this.path}]`);
  }
}

// One object: a note, a list, the application.
class ObjectNode extends Node {
  constructor(session, kind, path, find) {
    super(session, kind, path);
    this.find = find;
  }

  // The exact kind may be narrower than the declared one: a recipient that is a cc recipient.
  get class() {
    return this.session.terms.classOf(this.kind);
  }

  get() {
    const record = this.find();
    this.session.event('get', this.path);
    return this.session.pinned(record, this.path);
  }

  member(name) {
    if (name === 'get') return () => this.get();
    if (name === 'exists') return () => this.session.exists(this);
    const known = this.class;
    if (known.properties[name]) return show(new PropertyNode(this, name, known.properties[name]));
    if (known.elements[name]) return show(elementsOf(this, name));
    if (this.kind === 'application') {
      if (name === 'running') return () => true;
      const made = this.session.terms.constructors[name];
      if (made) return (properties) => show(new NewNode(this.session, made, properties || {}));
    }
    if (this.session.terms.commands[name]) {
      return (...given) => this.session.command(this, name, given);
    }
    throw this.unknown(name);
  }

  assign(name, value) {
    const known = this.class.properties[name];
    if (!known) throw this.unknown(name);
    if (known.access === 'r') throw failure(-10006, `Can't set ${name}. [read-only, ${this.path}]`);
    this.session.check(this.kind, name, known.types, value);
    const record = this.find();
    this.session.event('set', `${this.path}.${name}`, value, () => {
      this.session.bear('slowChanges', this.kind);
      this.session.write(record, name, value);
    });
  }
}

// What app.Note({…}) gives: nothing yet, an object once it was pushed.
class NewNode extends ObjectNode {
  constructor(session, kind, properties) {
    super(session, kind, `${session.path}.${capital(camel(kind))}(…)`, () => {
      if (!this.record) throw failure(-1728, "Can't get object. [it was never pushed]");
      return session.living(this.record);
    });
    session.checkNew(kind, properties);
    this.properties = properties;
    this.record = null;
  }
}

// The elements of an object: folder.notes.
class ListNode extends Node {
  constructor(session, kind, path, all, owner, access) {
    super(session, kind, path);
    this.all = all;
    this.owner = owner;
    this.access = access;
  }

  get() {
    const records = this.all();
    this.session.event('get', this.path);
    this.session.bear('slowReads', this.kind);
    return records.map((record) => this.session.pinned(record, this.path));
  }

  item(path, pick, number, message) {
    return show(
      new ObjectNode(this.session, this.kind, path, () => {
        const record = pick(this.all());
        if (!record) throw failure(number, `${message} [${path}]`);
        return record;
      })
    );
  }

  member(name) {
    const { session, path } = this;
    if (/^\d+$/.test(name)) return this.at(Number(name));
    switch (name) {
      case 'get':
        return () => this.get();
      case 'at':
        return (index) => this.at(index);
      case 'length': {
        const count = this.all().length;
        session.event('count', path);
        return count;
      }
      case 'byName':
      case 'byId': {
        const property = name === 'byName' ? 'name' : 'id';
        return (value) =>
          this.item(
            `${path}.${name}(${JSON.stringify(value)})`,
            (records) =>
              records.find((r) => same(session.identity(r, property), value)) ||
              session.conjured(this, property, value),
            -1728,
            "Can't get object."
          );
      }
      case 'whose':
        return (filter) => {
          session.checkFilter(this.kind, filter);
          const wanted = `${path}.whose(${JSON.stringify(filter)})`;
          const all = () => this.all().filter((record) => session.matches(record, filter));
          return show(new ListNode(session, this.kind, wanted, all, null, 'r'));
        };
      case 'push':
        return (made) => session.push(this, made);
      default: {
        const known = session.terms.classOf(this.kind).properties[name];
        if (known) return show(new PropertyNode(this, name, known));
        throw this.unknown(name);
      }
    }
  }

  at(index) {
    const path = `${this.path}[${index}]`;
    return this.item(path, (records) => records[index], -1719, "Can't get object. Invalid index.");
  }
}

function elementsOf(objectNode, name) {
  const { session } = objectNode;
  const { kind, access } = objectNode.class.elements[name];
  const all = () => session.elements(objectNode.find(), kind);
  return new ListNode(session, kind, `${objectNode.path}.${name}`, all, objectNode, access);
}

// A property of one object, or of each object of a list.
class PropertyNode extends Node {
  constructor(of, name, known) {
    super(of.session, null, `${of.path}.${name}`);
    this.of = of;
    this.name = name;
    this.known = known;
    this.kind = this.session.terms.referred(known.types);
  }

  get() {
    const { session, name } = this;
    if (this.known.access === 'w') throw failure(-1728, `Can't get ${name}. [write-only]`);
    if (this.of instanceof ListNode) {
      const records = this.of.all();
      session.event('get', this.path);
      session.bear('slowReads', this.of.kind);
      return records.map((record) => session.value(record, name, this.path));
    }
    const record = this.of.find();
    session.event('get', this.path);
    return session.value(record, name, this.path);
  }

  // app.defaultAccount.defaultFolder: a property that is itself the way to an object.
  member(name) {
    if (name === 'get') return () => this.get();
    if (!this.kind || this.of instanceof ListNode) throw this.unknown(name);
    const find = () => this.session.referred(this.of.find(), this.name);
    return new ObjectNode(this.session, this.kind, this.path, find).member(name);
  }
}

function same(left, right) {
  if (typeof left !== 'string' || typeof right !== 'string') return left === right;
  return left.normalize('NFC').toLowerCase() === right.normalize('NFC').toLowerCase();
}
