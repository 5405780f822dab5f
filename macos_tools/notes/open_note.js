// Show a note and read it.

/**
 * @param {{id: string}} payload
 * @returns {{id: string, name: string, text: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const note = notes.notes.byId(payload.id);
  if (!note.exists()) refuse(-1728, 'the note is gone', { code: 'not_found' });
  const locked = note.passwordProtected();
  const opened = { id: payload.id, name: note.name(), text: locked ? '' : note.plaintext() };
  notes.activate();
  notes.show(note);
  if (locked) {
    refuse(-10004, 'that note is locked', {
      code: 'locked',
      hint: '“' + opened.name + '” can only be read in Notes',
    });
  }
  return opened;
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
