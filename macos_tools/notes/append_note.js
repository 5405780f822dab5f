// Add to the end of a note.  Notes can only set a body whole, and doing so destroys
// attachments and flattens checklists: notes with such are refused, and what was there
// before is compared with what is there after.
// html is escaped already.

/**
 * @param {{id: string, html: string}} payload
 * @returns {{id: string, name: string, before: string, after: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const note = notes.notes.byId(payload.id);
  if (!note.exists()) refuse(-1728, 'the note is gone', { code: 'not_found' });
  const name = note.name();
  if (note.passwordProtected()) {
    refuse(-10004, 'that note is locked', { code: 'locked', hint: 'unlock “' + name + '” in Notes first' });
  }
  const before = note.body();
  if (note.attachments.length > 0 || /<(img|object|video|audio)\b|class="[^"]*checklist/i.test(before)) {
    refuse(-10000, 'that note holds attachments or a checklist, which adding to it by script would destroy', {
      code: 'would_destroy',
      hint: 'add to “' + name + '” in Notes',
    });
  }
  const text = note.plaintext().replace(/\s+$/, '');
  note.body = before + payload.html;
  if (note.plaintext().indexOf(text) !== 0) {
    note.body = before;
    refuse(-10000, 'Notes changed what stood there; it was put back', { code: 'damaged', hint: 'add to “' + name + '” in Notes' });
  }
  return { id: payload.id, name: name, before: before, after: note.body() };
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
