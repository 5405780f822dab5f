// Whether Reminders answers: counts of lists, and nothing of what there is.  Reminders
// themselves are not asked about: that times out.

/**
 * @param {{}} payload
 * @returns {{accounts: number, lists: number, default_list: boolean}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  return {
    accounts: reminders.accounts.name().length,
    lists: reminders.lists.name().length,
    default_list: Boolean(reminders.defaultList.name()),
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
