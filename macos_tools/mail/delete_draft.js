// Close the window of a draft that was made, without keeping it, unless it was changed since.
// That the text for it was pasted is no change.
// With look it is only looked whether that can be done.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   subject: string, to: string[], cc: string[], bcc: string[], text: string
 * }} Stands
 */

/**
 * @param {{
 *   id: number, subject: string, stands?: Stands, text?: string, look?: boolean
 * }} payload
 * @returns {{closed: number}}
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const draft = mail.outgoingMessages.byId(payload.id);
  if (!draft.exists()) refuse(-1728, 'the draft is gone: it was closed, or sent', { code: 'not_found' });
  if (draft.subject() !== payload.subject) {
    refuse(-10000, 'the draft is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && wasChanged(payload.stands, draft, payload.text || '')) {
    refuse(-10000, 'the draft was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { closed: 0 };
  changing(function () {
    mail.close(draft, { saving: 'no' });
  });
  return { closed: payload.id };
}

// What changes something: unless the app refused it, nobody may say that it did not happen.
/** @template T @param {() => T} event @returns {T} */
function changing(event) {
  try {
    return event();
  } catch (e) {
    if (REFUSED.indexOf(e.errorNumber) >= 0) throw e;
    return refuse(e.errorNumber || -2700, String(e.message), { state: 'unknown' });
  }
}

/** @param {Stands} stands @param {Mail.OutgoingMessage} draft @param {string} pasted */
function wasChanged(stands, draft, pasted) {
  const now = asItStands(draft);
  const text = bare(String(draft.content()));
  if (now.text !== stands.text && text.indexOf(bare(pasted)) === 0) {
    now.text = sum(text.slice(bare(pasted).length));
  }
  return JSON.stringify(stands) !== JSON.stringify(now);
}

// Whom a draft goes to, what about and with which text: as it stands, to be compared later.
/** @param {Mail.OutgoingMessage} draft @returns {Stands} */
function asItStands(draft) {
  return {
    subject: draft.subject(),
    to: draft.toRecipients.address(),
    cc: draft.ccRecipients.address(),
    bcc: draft.bccRecipients.address(),
    text: sum(bare(String(draft.content()))),
  };
}

// A number for a text, since what others wrote is not to be kept for comparing.
/** @param {string} text */
function sum(text) {
  let found = 7;
  for (let i = 0; i < text.length; i += 1) found = (found * 31 + text.charCodeAt(i)) % 4294967291;
  return text.length + ':' + found;
}

// Mail adds and drops white space as it likes.
/** @param {string} text */
function bare(text) {
  return text.replace(/\s+/g, '');
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
