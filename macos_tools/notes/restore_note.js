// Take back what was added to a note, unless it was changed since.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @param {{id: string, before: string, after: string}} payload
 * @returns {{restored: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const note = notes.notes.byId(payload.id);
  if (!note.exists()) refuse(-1728, 'the note is gone', { code: 'not_found' });
  if (note.body() !== payload.after) {
    refuse(-10000, 'the note “' + note.name() + '” was changed since; it is left as it is', {
      code: 'changed',
    });
  }
  changing(function () {
    note.body = payload.before;
  });
  return { restored: payload.id };
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
