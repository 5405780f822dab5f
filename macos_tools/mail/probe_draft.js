// How a draft of a probe arrived that was opened by a link: how long it is, and closed again.

/**
 * @param {{subject: string}} payload
 * @returns {{found: boolean, length: number, closed: boolean}} length: of its text
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const index = mail.outgoingMessages.subject().indexOf(payload.subject);
  if (index < 0) return { found: false, length: 0, closed: false };
  const draft = mail.outgoingMessages[index];
  const length = String(draft.content()).length;
  mail.close(draft, { saving: 'no' });
  return { found: true, length: length, closed: true };
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
