// Whether Notes answers: counts, and nothing of what there is.
// payload: {}   result: {accounts, folders, notes, locked, default_folder, unknown_name}
// (unknown_name: what a name is that no dictionary has, and the number of the error when called)

function act() {
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

function unknownName(/** @type {any} */ app) {
  const name = 'tinyagentKnowsNoSuchName';
  const found = { kind: 'error', number: 0 };
  try {
    found.kind = typeof app[name];
    app[name]();
  } catch (e) {
    found.number = e.errorNumber || -2700;
  }
  return found;
}

// The same lines end every script (a test holds them alike): JSON in by argv, JSON out.
function refuse(number, message, more) {
  throw Object.assign(new Error(message), { errorNumber: number, more: more });
}

function run(argv) {
  try {
    return JSON.stringify({ ok: true, result: act(JSON.parse(argv.join(''))) });
  } catch (e) {
    const number = typeof e.errorNumber === 'number' ? e.errorNumber : -2700;
    const error = Object.assign({ number: number, message: String(e.message) }, e.more);
    return JSON.stringify({ ok: false, error: error });
  }
}
