// `whose`: which objects a filter keeps.  Text compares as Apple's apps do by default,
// without regard to case.

const COMPARISONS = {
  _equals: (left, right) => same(left, right),
  '=': (left, right) => same(left, right),
  _contains: (left, right) => folded(left).includes(folded(right)),
  _beginsWith: (left, right) => folded(left).startsWith(folded(right)),
  _endsWith: (left, right) => folded(left).endsWith(folded(right)),
  _greaterThan: (left, right) => left > right,
  '>': (left, right) => left > right,
  _lessThan: (left, right) => left < right,
  '<': (left, right) => left < right,
};

function folded(value) {
  return String(value === undefined || value === null ? '' : value).normalize('NFC').toLowerCase();
}

Session.prototype.checkFilter = function (kind, filter) {
  if (this.troubled('unfilterable', kind)) {
    throw failure(-10000, `AppleEvent handler failed. [${this.app} cannot filter its ${kind}s]`);
  }
  this.bear('slowFilters', kind);
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '_and' || name === '_or' || name === '_not') {
      this.bear('slowCompounds', kind);
      condition.forEach((part) => this.checkFilter(kind, part));
      continue;
    }
    const known = this.terms.classOf(kind).properties[name];
    if (!known) throw failure(-1728, `Can't get object. [whose: ${kind} has no “${name}”]`);
    if (this.quirks.has('enumerations-unfilterable') && this.terms.enumerated(known.types)) {
      throw failure(-1700, `Can't convert types. [${name}]`);
    }
    if (condition && typeof condition === 'object' && !(condition instanceof Date)) {
      for (const operator of Object.keys(condition)) {
        if (!COMPARISONS[operator]) throw failure(-1700, `Can't convert types. [${operator}]`);
      }
    }
  }
};

Session.prototype.matches = function (record, filter) {
  return Object.entries(filter).every(([name, condition]) => {
    if (name === '_and') return condition.every((part) => this.matches(record, part));
    if (name === '_or') return condition.some((part) => this.matches(record, part));
    if (name === '_not') return !this.matches(record, condition[0]);
    const value = this.raw(record, name);
    if (condition === null || typeof condition !== 'object' || condition instanceof Date) {
      return same(value, condition);
    }
    return Object.entries(condition).every(([operator, wanted]) =>
      COMPARISONS[operator](value, wanted)
    );
  });
};
