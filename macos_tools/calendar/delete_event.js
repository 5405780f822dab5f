// Take back an event that was made, unless it was changed or moved since.  Whoever is invited
// to it may get a cancellation.
// With look it is only looked whether that can be done.

/**
 * @typedef {{
 *   title: string, start: number, end: number, all_day: boolean, location: string, notes: string
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
  const event = app.calendars.byName(payload.calendar).events.byId(payload.uid);
  if (!event.exists()) {
    if (isElsewhere(app, payload.uid)) {
      refuse(-10000, 'the event was moved to another calendar; it is left as it is', { code: 'changed' });
    }
    refuse(-1728, 'the event is gone already', { code: 'not_found' });
  }
  if (event.summary() !== payload.title) {
    refuse(-10000, 'the event is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && isAnother(payload.stands, asItStands(event))) {
    refuse(-10000, 'the event was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { deleted: '' };
  app.delete(event);
  return { deleted: payload.uid };
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
    start: event.startDate().getTime(),
    end: event.endDate().getTime(),
    all_day: event.alldayEvent(),
    location: event.location() || '',
    notes: event.description() || '',
  };
}

/** @param {object} before @param {object} now */
function isAnother(before, now) {
  return JSON.stringify(before) !== JSON.stringify(now);
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
