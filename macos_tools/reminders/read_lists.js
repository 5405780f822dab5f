// What lists there are, for a rehearsal; of the reminders in them nothing is read.

/**
 * @param {object} payload
 * @returns {{lists: {id: string, name: string}[], default: string}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  const ids = reminders.lists.id();
  const lists = reminders.lists.name().map(function (name, index) {
    return { id: ids[index], name: name };
  });
  return { lists: lists, default: reminders.defaultList.id() };
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
