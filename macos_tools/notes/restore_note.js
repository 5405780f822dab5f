// Take back what was added to a note, unless it was changed since.

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
  note.body = payload.before;
  return { restored: payload.id };
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
