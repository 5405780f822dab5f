// The folder that a probe writes into: made where there is none, or taken away when it is empty.
// No other name can be made or taken away by this.

const NAME = 'TinyAgent probe';

/**
 * @param {{remove?: boolean}} payload
 * @returns {{made: boolean} | {removed: boolean}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const count = notes.folders.name().filter(function (name) {
    return name === NAME;
  }).length;
  if (payload.remove) return remove(notes, count);
  if (count === 0) notes.defaultAccount.folders.push(notes.Folder({ name: NAME }));
  return { made: count === 0 };
}

/** @param {Notes.Application} notes @param {number} count */
function remove(notes, count) {
  if (count !== 1) refuse(-1728, 'there are ' + count + ' of that name', { code: 'not_one' });
  const at = notes.folders.name().indexOf(NAME); // byName takes any case
  const place = notes.folders[at];
  if (place.notes.length > 0) refuse(-10000, 'it is not empty', { code: 'not_empty' });
  notes.delete(place);
  return { removed: notes.folders.name().indexOf(NAME) < 0 };
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
