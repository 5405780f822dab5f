// Whether Notes answers: counts, and nothing of what there is.

/**
 * @param {{}} payload
 * @returns {{
 *   accounts: number, folders: number, notes: number, locked: number, default_folder: boolean,
 *   unknown_name: {kind: string, number: number},
 * }} unknown_name: what a name is that no dictionary has, and the error's number when called
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  return {
    accounts: notes.accounts.name().length,
    folders: notes.folders.name().length,
    notes: notes.notes.name().length,
    locked: notes.notes.passwordProtected().filter(Boolean).length,
    default_folder: Boolean(notes.defaultAccount.defaultFolder.name()),
    unknown_name: unknownName(notes),
  };
}

/** @param {Notes.Application} app */
function unknownName(app) {
  const name = 'tinyagentKnowsNoSuchName';
  const found = { kind: 'error', number: 0 };
  const anything = Object(app); // the types know no such name either
  try {
    found.kind = typeof anything[name];
    anything[name]();
  } catch (e) {
    found.number = e.errorNumber || -2700;
  }
  return found;
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
