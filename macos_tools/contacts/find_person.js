// Who may be meant by a name: simple filters one after another (compound ones are slow in
// Contacts), at most ten people or as many as asked for, with all their numbers and addresses.
// {me: true} asks for the user's own card.

const LIMIT = 10;

/**
 * @typedef {{label: string, value: string}} Labelled
 * @typedef {{
 *   id: string, name: string, nickname: string, organization: string,
 *   phones: Labelled[], emails: Labelled[]
 * }} Person
 */

/**
 * @param {{name: string, limit?: number, me?: false} | {me: true}} payload
 * @returns {Person[]}
 */
function act(payload) {
  const contacts = Application('com.apple.AddressBook');
  if (payload.me) {
    const card = contacts.myCard();
    return card ? [describe(card, card.id())] : [];
  }
  const limit = payload.limit || LIMIT;
  /** @type {Person[]} */
  const found = [];
  /** @type {{[id: string]: true}} */
  const ids = {};
  // By id from here on: a filter would be worked through again for each thing asked of it.
  /** @param {string} id */
  const take = function (id) {
    if (ids[id] || found.length >= limit) return;
    ids[id] = true;
    found.push(describe(contacts.people.byId(id), id));
  };
  /** @param {Contacts.PersonFilter} filter */
  const collect = function (filter) {
    if (found.length < limit) contacts.people.whose(filter).id().forEach(take);
  };
  // Those of a filter whose other name has the word too.
  /**
   * @param {Contacts.PersonFilter} filter
   * @param {string} word
   * @param {'firstName' | 'lastName'} other
   */
  const collectBoth = function (filter, word, other) {
    const people = contacts.people.whose(filter);
    const others = people[other]();
    people.id().forEach(function (id, index) {
      if (others[index] !== null && fold(others[index]).indexOf(word) >= 0) take(id);
    });
  };
  const words = payload.name.split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  collect({ name: { _contains: payload.name } });
  collect({ nickname: { _contains: payload.name } });
  if (words.length > 1 && found.length === 0) {
    // “Sarah Connor” where Contacts has “Sarah Jane Connor”, or the family name first.
    const last = fold(words[words.length - 1]);
    collectBoth({ firstName: { _contains: words[0] } }, last, 'lastName');
    collectBoth({ lastName: { _contains: words[0] } }, last, 'firstName');
  }
  collect({ organization: { _contains: payload.name } });
  return found;
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFC').toLowerCase();
}

/** @param {Contacts.Person} person @param {string} id */
function describe(person, id) {
  return {
    id: id,
    name: person.name(),
    nickname: person.nickname() || '',
    organization: person.organization() || '',
    phones: labelled(person.phones),
    emails: labelled(person.emails),
  };
}

/** @param {Contacts.PhoneElements | Contacts.EmailElements} entries */
function labelled(entries) {
  const labels = entries.label();
  /** @type {Labelled[]} */
  const found = [];
  entries.value().forEach(function (value, index) {
    if (typeof value === 'string') found.push({ label: plainLabel(labels[index]), value: value });
  });
  return found;
}

// Contacts keeps its own labels as _$!<Mobile>!$_.
/** @param {string | null} label */
function plainLabel(label) {
  const inside = /^_\$!<(.*)>!\$_$/.exec(label || '');
  return (inside ? inside[1] : label || '').toLowerCase();
}

// The same lines end every script (a test holds them alike): JSON in by argv, JSON out.
/** @param {number} number @param {string} message @param {object} [more] @returns {never} */
function refuse(number, message, more) {
  throw Object.assign(new Error(message), { errorNumber: number, more: more });
}

/** @param {string[]} argv */
function run(argv) {
  try {
    return JSON.stringify({ ok: true, result: act(JSON.parse(argv.join(''))) });
  } catch (e) {
    const number = typeof e.errorNumber === 'number' ? e.errorNumber : -2700;
    const error = Object.assign({ number: number, message: String(e.message) }, e.more);
    return JSON.stringify({ ok: false, error: error });
  }
}
