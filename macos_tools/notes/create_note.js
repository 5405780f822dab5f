// A new note.  The title is the first line of the body, and only that: given as the name
// besides, it would stand there twice.
// html is escaped already; name is plain text.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @param {{name: string, html: string, folder?: string}} payload
 * @returns {{id: string, name: string, folder: string, text: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const folder = payload.folder ? folderNamed(notes, payload.folder) : notes.defaultAccount.defaultFolder;
  const title = '<div><h1>' + escaped(payload.name) + '</h1></div>';
  const note = notes.Note({ body: title + payload.html });
  changing(function () {
    folder.notes.push(note);
  });
  const made = begun(function () {
    return { id: note.id(), name: note.name(), folder: folder.name(), text: note.plaintext() };
  });
  try {
    notes.show(note);
  } catch (e) {
    // It is written; that its window does not open is no reason to say otherwise.
  }
  return made;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

// The default account's folder of that name, else the only one that another account has.
/** @param {Notes.Application} notes @param {string} name */
function folderNamed(notes, name) {
  const own = notes.defaultAccount.folders;
  const mine = matching(own.name(), name);
  if (mine.length > 0) return own[mine[0]];
  const names = notes.folders.name();
  const found = matching(names, name);
  if (found.length === 0) {
    refuse(-1728, 'there is no folder called “' + name + '” in Notes', {
      code: 'not_found',
      choices: names,
    });
  }
  if (found.length > 1) {
    refuse(-1728, 'several folders are called “' + name + '” in Notes', {
      code: 'ambiguous',
      choices: found.map(function (index) {
        return names[index] + ' (' + notes.folders[index].container().name() + ')';
      }),
    });
  }
  return notes.folders[found[0]];
}

// Where *names* has *name*: as it is, else but for case.
/** @param {string[]} names @param {string} name */
function matching(names, name) {
  /** @param {(name: string) => boolean} alike */
  const at = function (alike) {
    return names.reduce(function (found, one, index) {
      return alike(one) ? found.concat(index) : found;
    }, /** @type {number[]} */ ([]));
  };
  const exact = at(function (one) { return one === name; });
  return exact.length > 0 ? exact : at(function (one) { return fold(one) === fold(name); });
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFC').toLowerCase();
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
