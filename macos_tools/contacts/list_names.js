// What people in Contacts are called, first names and whole ones, in the order of the app.

/**
 * @param {{limit: number}} payload
 * @returns {{first: string[], whole: string[]}}
 */
function act(payload) {
  const people = Application('com.apple.AddressBook').people;
  return {
    first: named(people.firstName(), payload.limit),
    whole: named(people.name(), payload.limit),
  };
}

/** @param {(string | null)[]} names @param {number} limit */
function named(names, limit) {
  return names.map(function (name) { return name || ''; }).filter(Boolean).slice(0, limit);
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
