// What folders there are, for a rehearsal; of the notes in them nothing is read.  account and folder
// are where a note goes of which nothing is said.

/**
 * @param {{}} payload
 * @returns {{
 *   accounts: {id: string, name: string, folders: string[]}[], account: string, folder: string
 * }}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const names = notes.accounts.name();
  const accounts = notes.accounts.id().map(function (id, index) {
    return { id: id, name: names[index], folders: notes.accounts[index].folders.name() };
  });
  const own = notes.defaultAccount;
  return { accounts: accounts, account: own.id(), folder: own.defaultFolder.name() };
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
