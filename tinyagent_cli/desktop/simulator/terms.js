// What a scripting dictionary knows: classes with all that they inherit, names as JavaScript
// spells them, types and access.  A name that is not in here does not exist for a script.

// What this Mac says of an error, by its number, where it does not speak English.
let spoken = {};

function failure(number, message) {
  const error = new Error(spoken[number] || message);
  error.errorNumber = number;
  return error;
}

function camel(term) {
  const words = term.split(/[\s\-_/]+/);
  return words[0] + words.slice(1).map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

function capital(name) {
  return name[0].toUpperCase() + name.slice(1);
}

function declared(text) {
  const cut = text.lastIndexOf(' ');
  const types = text.slice(0, cut).split('|').map((type) => type.replace(/^list of /, ''));
  return { types, access: text.slice(cut + 1) };
}

class Terms {
  constructor(table, standard) {
    this.app = table.app;
    this.enumerations = { ...standard.enumerations, ...table.enumerations };
    this.commands = {};
    for (const [name, command] of Object.entries({ ...standard.commands, ...table.commands })) {
      this.commands[name] = { direct: command.direct, parameters: {} };
      for (const [parameter, types] of Object.entries(command.parameters)) {
        this.commands[name].parameters[parameter] = {
          types: types.replace(/\?$/, '').split('|'),
          optional: types.endsWith('?'),
        };
      }
    }
    this.standardCommands = new Set(Object.keys(standard.commands));
    this.sources = { table: table.classes, standard: standard.classes };
    this.kinds = new Set([...Object.keys(table.classes), ...Object.keys(standard.classes)]);
    this.classes = {};
    this.constructors = {};
    for (const kind of this.kinds) {
      this.constructors[capital(camel(kind))] = kind;
    }
  }

  // The whole class: its own properties, elements and verbs, and the inherited ones.
  classOf(kind) {
    if (this.classes[kind]) return this.classes[kind];
    const whole = { kind, properties: {}, elements: {}, verbs: new Set() };
    for (const [name, text] of Object.entries(this.sources.standard.item.properties)) {
      whole.properties[name] = declared(text);
    }
    for (const layer of this.layers(kind)) {
      for (const [name, text] of Object.entries(layer.properties || {})) {
        whole.properties[name] = declared(text);
      }
      for (const [element, access] of Object.entries(layer.elements || {})) {
        whole.elements[camel(this.plural(element))] = { kind: element, access };
      }
      for (const verb of layer.verbs || []) whole.verbs.add(verb);
    }
    return (this.classes[kind] = whole);
  }

  // The declarations that make up a class, the farthest ancestor first.
  layers(kind) {
    const found = [];
    for (const source of [this.sources.table, this.sources.standard]) {
      const layer = source[kind];
      if (!layer) continue;
      const above = layer.is && layer.is !== kind ? this.layers(layer.is) : [];
      found.unshift(...above, layer);
    }
    return found;
  }

  plural(kind) {
    const layer = this.layers(kind).pop();
    return (layer && layer.plural) || `${kind}s`;
  }

  isKind(kind, wanted) {
    for (let at = kind; at; ) {
      if (at === wanted) return true;
      const layer = this.sources.table[at] || this.sources.standard[at];
      at = layer && layer.is;
    }
    return false;
  }

  // The class that a property of these types refers to, if it is one of this dictionary.
  referred(types) {
    return types.find((type) => this.kinds.has(type)) || null;
  }

  enumerated(types) {
    return types.some((type) => this.enumerations[type]);
  }

  // Whether *value* may stand where *types* are declared.  *kindOf* tells a specifier's class.
  accepts(types, value, kindOf) {
    return types.some((type) => {
      if (type === 'any') return true;
      if (type === 'text' || type === 'rich text') return typeof value === 'string';
      if (type === 'missing value') return value === null;
      if (type === 'integer') return Number.isInteger(value);
      if (type === 'real' || type === 'number') return Number.isFinite(value);
      if (type === 'boolean') return typeof value === 'boolean';
      if (type === 'date') return value instanceof Date && !Number.isNaN(value.getTime());
      if (type === 'file') return value instanceof PathName;
      if (type === 'type') return typeof value === 'string';
      if (type === 'record') return Object.prototype.toString.call(value) === '[object Object]';
      if (this.enumerations[type]) return this.enumerations[type].includes(value);
      if (type === 'specifier' || type === 'location specifier') return kindOf(value) !== null;
      if (this.kinds.has(type)) {
        const kind = kindOf(value);
        return kind !== null && this.isKind(kind, type);
      }
      return false;
    });
  }
}

// JavaScript for Automation's Path("/a/file").
class PathName {
  constructor(path) {
    this.path = String(path);
  }

  toString() {
    return this.path;
  }
}
