// Whether Messages answers: counts, and nothing of what there is.  Nothing is sent.

const NOBODY = '+14155550199';

/**
 * @param {{}} payload
 * @returns {{accounts: number, enabled: number, services: string[], stranger: boolean[]}} stranger: whether somebody answers to a number that nobody can have, by each account
 */
function act(payload) {
  const messages = Application('com.apple.MobileSMS');
  const usable = messages.accounts().filter(function (account) {
    return account.enabled();
  });
  return {
    accounts: messages.accounts().length,
    enabled: usable.length,
    services: usable.map(function (account) {
      return String(account.serviceType());
    }),
    stranger: usable.map(function (account) {
      return account.participants.byName(NOBODY).exists();
    }),
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
