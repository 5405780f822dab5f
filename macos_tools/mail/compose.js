// A new draft in a window of its own, with attachments.  Its body is left empty: a body set
// by script reaches the reader as a quotation, and one set before attaching loses the files.

/**
 * @typedef {{
 *   subject: string, to: string[], cc: string[], bcc: string[], text: string
 * }} Stands
 */

/**
 * @param {{to: string[], cc: string[], subject: string, attachments: string[]}} payload
 * @returns {{id: number, attached: string[], lost: string[], stands: Stands | null}}
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const draft = mail.OutgoingMessage({ subject: payload.subject || '', visible: true });
  mail.outgoingMessages.push(draft);
  addRecipients(mail, draft, payload);
  const files = attach(mail, draft, payload.attachments || []);
  mail.activate();
  return {
    id: draft.id(),
    attached: files.attached,
    lost: files.lost,
    stands: orNull(function () { return asItStands(draft); }),
  };
}

/**
 * @param {Mail.Application} mail
 * @param {Mail.OutgoingMessage} draft
 * @param {{to?: string[], cc?: string[]}} payload
 */
function addRecipients(mail, draft, payload) {
  (payload.to || []).forEach(function (address) {
    draft.toRecipients.push(mail.ToRecipient({ address: address }));
  });
  (payload.cc || []).forEach(function (address) {
    draft.ccRecipients.push(mail.CcRecipient({ address: address }));
  });
}

// An attachment lands in the text of the body as U+FFFC, and that is the only sign of it:
// asking an outgoing message for its attachments is an error.
/** @param {Mail.Application} mail @param {Mail.OutgoingMessage} draft @param {string[]} paths */
function attach(mail, draft, paths) {
  /** @type {string[]} */
  const landed = [];
  /** @type {string[]} */
  const lost = [];
  paths.forEach(function (path) {
    const before = attachmentsIn(draft);
    try {
      draft.content.attachments.push(mail.Attachment({ fileName: Path(path) }));
    } catch (e) {
      // The window is open: a file that Mail does not take is told, and no reason to fail.
    }
    (attachmentsIn(draft) > before ? landed : lost).push(path);
  });
  return { attached: landed, lost: lost };
}

/** @param {Mail.OutgoingMessage} draft */
function attachmentsIn(draft) {
  return String(draft.content()).split('\ufffc').length - 1;
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

// What cannot be read is no reason to say that nothing was made.
/** @template T @param {() => T} read @returns {T | null} */
function orNull(read) {
  try {
    return read();
  } catch (e) {
    return null;
  }
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
