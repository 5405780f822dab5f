// One note as it stands, for a rehearsal of opening it or adding to it; it is not shown.

/**
 * @param {{id: string}} payload
 * @returns {{
 *   id: string, name: string, folder: string, locked: boolean, body: string, attachments: number,
 * }} attachments: how many
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const note = notes.notes.byId(payload.id);
  if (!note.exists()) refuse(-1728, 'the note is gone', { code: 'not_found' });
  const locked = note.passwordProtected();
  return {
    id: payload.id,
    name: note.name(),
    folder: note.container().name(),
    locked: locked,
    body: locked ? '' : note.body(),
    attachments: note.attachments.length,
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
