// By which accounts a number or address can be written to, for a rehearsal; of what was
// written nothing is read.

/**
 * @param {{handle: string}} payload
 * @returns {{
 *   id: string, service: string, enabled: boolean, status: string, known: boolean,
 * }[]}
 */
function act(payload) {
  const messages = Application('com.apple.MobileSMS');
  return messages.accounts().map(function (account) {
    const enabled = account.enabled();
    return {
      id: account.id(),
      service: String(account.serviceType()),
      enabled: enabled,
      status: String(account.connectionStatus()),
      known: enabled && knows(account, payload.handle),
    };
  });
}

/** @param {Messages.Account} account @param {string} handle */
function knows(account, handle) {
  const listed = account.participants.handle().indexOf(handle) >= 0;
  return listed || account.participants.byName(handle).exists();
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
