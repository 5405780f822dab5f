// Take back an event that was made.

/**
 * @param {{uid: string, calendar: string, title: string}} payload
 * @returns {{deleted: string}}
 */
function act(payload) {
  const app = Application('com.apple.iCal');
  const event = app.calendars.byName(payload.calendar).events.byId(payload.uid);
  if (!event.exists()) refuse(-1728, 'the event is gone already', { code: 'not_found' });
  if (event.summary() !== payload.title) {
    refuse(-10000, 'the event is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  app.delete(event);
  return { deleted: payload.uid };
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
