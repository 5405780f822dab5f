// Add to the end of a note.  Notes can only set a body whole, and doing so destroys
// attachments and flattens checklists: notes with such are refused, and what was there
// before is compared with what is there after.
// html is escaped already.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

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
  const text = note.plaintext().replace(/\s+$/, '');
  // Of a PDF nothing is told but, if at all, the character that stands for it in the text.
  const holds = /<(img|object|video|audio)\b|class="[^"]*checklist|\ufffc/i;
  if (note.attachments.length > 0 || holds.test(before) || text.indexOf('\ufffc') >= 0) {
    refuse(-10000, 'that note holds attachments or a checklist, which adding to it by script would destroy', {
      code: 'would_destroy',
      hint: 'add to “' + name + '” in Notes',
    });
  }
  changing(function () {
    note.body = before + payload.html;
  });
  const after = begun(function () {
    if (note.plaintext().indexOf(text) === 0) return note.body();
    note.body = before;
    return null;
  });
  if (after === null) {
    refuse(-10000, 'Notes changed what stood there; it was put back', { code: 'damaged', hint: 'add to “' + name + '” in Notes' });
  }
  return { id: payload.id, name: name, before: before, after: after };
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
