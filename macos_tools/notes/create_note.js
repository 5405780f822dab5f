// A new note.  The title is the first line of the body, and only that: given as the name
// besides, it would stand there twice.
// html is escaped already; name is plain text.

/**
 * @param {{name: string, html: string, folder?: string}} payload
 * @returns {{id: string, name: string, folder: string, text: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const folder = payload.folder ? folderNamed(notes, payload.folder) : notes.defaultAccount.defaultFolder;
  const title = '<div><h1>' + escaped(payload.name) + '</h1></div>';
  const note = notes.Note({ body: title + payload.html });
  folder.notes.push(note);
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

/** @param {Notes.Application} notes @param {string} name */
function folderNamed(notes, name) {
  const names = notes.folders.name();
  const exact = names.indexOf(name);
  const index = exact >= 0 ? exact : names.map(fold).indexOf(fold(name));
  if (index < 0) {
    refuse(-1728, 'there is no folder called “' + name + '” in Notes', {
      code: 'not_found',
      choices: names,
    });
  }
  return notes.folders[index];
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFC').toLowerCase();
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
