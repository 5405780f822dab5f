// A new reminder, all its properties given at once: changing them afterwards hangs.
// due is "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM:SS".

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   name: string, notes: string, due: string, priority: number, completed: boolean, list: string
 * }} Stands
 */

/**
 * @param {{
 *   name: string, due?: string, all_day?: boolean, notes?: string, list?: string,
 *   priority?: number
 * }} payload
 * @returns {{id: string, name: string, list: string, stands: Stands | null}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  /** @type {Reminders.ReminderProperties} */
  const properties = { name: payload.name };
  if (payload.notes) properties.body = payload.notes;
  if (payload.priority) properties.priority = payload.priority;
  if (payload.due) {
    const due = localTime(payload.due);
    if (payload.all_day || !due.timed) properties.alldayDueDate = due.date;
    else properties.dueDate = due.date;
  }
  const list = payload.list ? listNamed(reminders, payload.list) : reminders.defaultList;
  const reminder = reminders.Reminder(properties);
  changing(function () {
    list.reminders.push(reminder);
  });
  return begun(function () {
    return {
      id: reminder.id(),
      name: reminder.name(),
      list: list.name(),
      stands: orNull(function () { return asItStands(reminder); }),
    };
  });
}

// Only the lists' names are read: asking about reminders themselves times out.
/** @param {Reminders.Application} reminders @param {string} name */
function listNamed(reminders, name) {
  const names = reminders.lists.name();
  const wanted = fold(name);
  const exact = names.indexOf(name);
  const index = exact >= 0 ? exact : names.map(fold).indexOf(wanted);
  if (index < 0) {
    refuse(-1728, 'there is no reminders list called “' + name + '”', {
      code: 'not_found',
      choices: names,
    });
  }
  return reminders.lists[index];
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFC').toLowerCase();
}

/** @param {string} iso */
function localTime(iso) {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(iso);
  if (!m) refuse(-1700, 'not a local time: ' + iso);
  const date = new Date(+m[1], +m[2] - 1, +m[3], +(m[4] || 0), +(m[5] || 0), +(m[6] || 0));
  return { date: date, timed: m[4] !== undefined };
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

// What fails from here on fails when the thing is there already: nobody may say that it is not.
/** @template T @param {() => T} rest @returns {T} */
function begun(rest) {
  try {
    return rest();
  } catch (e) {
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

// What cannot be read is no reason to say that nothing was made.
/** @template T @param {() => T} read @returns {T | null} */
function orNull(read) {
  try {
    return read();
  } catch (e) {
    return null;
  }
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
