// Take back a reminder that was made.

/**
 * @param {{id: string, name: string}} payload
 * @returns {{deleted: string}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  const reminder = reminders.reminders.byId(payload.id);
  if (!reminder.exists()) refuse(-1728, 'the reminder is gone already', { code: 'not_found' });
  if (reminder.name() !== payload.name) {
    refuse(-10000, 'the reminder is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  reminders.delete(reminder);
  return { deleted: payload.id };
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
