// Take back a reminder that was made, unless it was changed or moved since.
// With look it is only looked whether that can be done.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   name: string, notes: string, due: string, priority: number, completed: boolean, list: string
 * }} Stands
 */

/**
 * @param {{id: string, name: string, stands?: Stands, look?: boolean}} payload
 * @returns {{deleted: string}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  const reminder = reminders.reminders.byId(payload.id);
  if (!reminder.exists()) refuse(-1728, 'the reminder is gone already', { code: 'not_found' });
  if (reminder.name() !== payload.name) {
    refuse(-10000, 'the reminder is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && isAnother(payload.stands, asItStands(reminder))) {
    refuse(-10000, 'the reminder was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { deleted: '' };
  changing(function () {
    reminders.delete(reminder);
  });
  return { deleted: payload.id };
}

// What changes something: unless the app refused it, nobody may say that it did not happen.
/** @template T @param {() => T} event @returns {T} */
function changing(event) {
  try {
    return event();
  } catch (e) {
    if (REFUSED.indexOf(e.errorNumber) >= 0) throw e;
    return refuse(e.errorNumber || -2700, String(e.message), { state: 'unknown' });
  }
}

// What somebody may change of a reminder: as it stands, to be compared later.
/** @param {Reminders.Reminder} reminder @returns {Stands} */
function asItStands(reminder) {
  const due = reminder.dueDate();
  return {
    name: reminder.name(),
    notes: reminder.body() || '',
    due: due ? onTheClock(due) : '',
    priority: reminder.priority(),
    completed: reminder.completed(),
    list: reminder.container().name(),
  };
}

/** @param {object} before @param {object} now */
function isAnother(before, now) {
  return JSON.stringify(before) !== JSON.stringify(now);
}

/** @param {Date} date */
function onTheClock(date) {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
  return day + ' ' + date.getHours() + ':' + date.getMinutes();
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
