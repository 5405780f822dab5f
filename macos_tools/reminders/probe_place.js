// The list that a probe writes into: made where there is none, or taken away when it is empty.
// No other name can be made or taken away by this.

const NAME = 'TinyAgent probe';

/**
 * @param {{remove?: boolean}} payload
 * @returns {{made: boolean} | {removed: boolean}}
 */
function act(payload) {
  const reminders = Application('com.apple.reminders');
  const count = reminders.lists.name().filter(function (name) {
    return name === NAME;
  }).length;
  if (payload.remove) return remove(reminders, count);
  if (count === 0) reminders.lists.push(reminders.List({ name: NAME }));
  return { made: count === 0 };
}

/** @param {Reminders.Application} reminders @param {number} count */
function remove(reminders, count) {
  if (count !== 1) refuse(-1728, 'there are ' + count + ' of that name', { code: 'not_one' });
  const at = reminders.lists.name().indexOf(NAME); // byName takes any case
  const place = reminders.lists[at];
  if (place.reminders.length > 0) refuse(-10000, 'it is not empty', { code: 'not_empty' });
  reminders.delete(place);
  return { removed: reminders.lists.name().indexOf(NAME) < 0 };
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
