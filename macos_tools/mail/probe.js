// Whether Mail answers: counts, and nothing of what there is.

/**
 * @param {{}} payload
 * @returns {{
 *   accounts: number, enabled: number, viewers: number, selected: number, drafts: boolean,
 * }}
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  return {
    accounts: mail.accounts.name().length,
    enabled: mail.accounts.enabled().filter(Boolean).length,
    viewers: mail.messageViewers().length,
    selected: mail.selection().length,
    drafts: Boolean(mail.draftsMailbox().name()),
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
