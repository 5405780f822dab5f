// Take back an event that was made, unless it was changed or moved since.  Whoever is invited
// to it may get a cancellation.
// With look it is only looked whether that can be done.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   title: string, start: string, end: string, all_day: boolean, location: string, notes: string
 * }} Stands
 */

/**
 * @param {{
 *   uid: string, calendar: string, title: string, stands?: Stands, look?: boolean
 * }} payload
 * @returns {{deleted: string}}
 */
function act(payload) {
  const app = Application('com.apple.iCal');
  const event = eventOf(app, payload);
  if (!event) {
    if (isElsewhere(app, payload.uid)) {
      refuse(-10000, 'the event was moved to another calendar; it is left as it is', { code: 'changed' });
    }
    return refuse(-1728, 'the event is gone already', { code: 'not_found' });
  }
  if (event.summary() !== payload.title) {
    refuse(-10000, 'the event is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && isAnother(payload.stands, asItStands(event))) {
    refuse(-10000, 'the event was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { deleted: '' };
  changing(function () {
    app.delete(event);
  });
  return { deleted: payload.uid };
}

// In whichever calendar of that name: two accounts may have one.
/** @param {Calendar.Application} app @param {{uid: string, calendar: string}} payload */
function eventOf(app, payload) {
  const names = app.calendars.name();
  for (let i = 0; i < names.length; i += 1) {
    const event = app.calendars[i].events.byId(payload.uid);
    if (names[i] === payload.calendar && event.exists()) return event;
  }
  return null;
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

/** @param {Calendar.Application} app @param {string} uid */
function isElsewhere(app, uid) {
  return app.calendars().some(function (calendar) {
    return calendar.events.byId(uid).exists();
  });
}

// What somebody may change of an event: as it stands, to be compared later.
// Who is invited is left out: Calendar and its server add to that by themselves.
/** @param {Calendar.Event} event @returns {Stands} */
function asItStands(event) {
  return {
    title: event.summary(),
    start: onTheClock(event.startDate()),
    end: onTheClock(event.endDate()),
    all_day: event.alldayEvent(),
    location: event.location() || '',
    notes: event.description() || '',
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
