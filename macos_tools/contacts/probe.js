// Whether Contacts answers: counts, and nothing of what there is.

/**
 * @param {{}} payload
 * @returns {{people: number, me: boolean, found: number}} found: of a name that nobody has
 */
function act(payload) {
  const contacts = Application('com.apple.AddressBook');
  return {
    people: contacts.people.length,
    me: Boolean(contacts.myCard()),
    found: contacts.people.whose({ name: { _contains: 'TinyAgent probe' } }).id().length,
  };
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
