// A reply to the selected e-mail, in a window, so that Mail itself quotes and threads it.
// With its window open a reply ignores a body that is set: the words are pasted.
// With an id it is that one or none: what was agreed to, and not what is selected since.

// What a mailbox of drafts is called: Mail's own name may differ from that of an account's.
const DRAFTS = [
  'Drafts', 'Draft', 'Entwürfe', 'Brouillons', 'Borradores', 'Bozze', 'Concepten', 'Rascunhos',
  'Utkast', 'Kladder', 'Luonnokset', 'Wersje robocze', 'Taslaklar', 'Черновики', 'Чернетки', '下書き', '草稿',
  '임시 저장',
];

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   subject: string, to: string[], cc: string[], bcc: string[], text: string
 * }} Stands
 */

/**
 * @param {{id?: string, cc: string[], attachments: string[]}} payload
 * @returns {{
 *   id: number, to: string[], subject: string, sender: string,
 *   attached: string[], lost: string[], stands: Stands | null
 * }}
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const message = selectedMessage(mail);
  if (payload.id && String(message.id()) !== String(payload.id)) {
    refuse(-1728, 'another e-mail is selected in Mail than the one that was shown', { code: 'changed', hint: 'say it again' });
  }
  const draft = changing(function () {
    return mail.reply(message, { openingWindow: true, replyToAll: false });
  });
  return begun(function () {
    addRecipients(mail, draft, payload);
    const files = attach(mail, draft, payload.attachments || []);
    inFront(mail);
    return {
      id: draft.id(),
      to: draft.toRecipients.address(),
      subject: draft.subject(),
      sender: message.sender(),
      attached: files.attached,
      lost: files.lost,
      stands: orNull(function () { return asItStands(draft); }),
    };
  });
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
      if (ofTheApp(e)) throw e;
    }
    (attachmentsIn(draft) > before ? landed : lost).push(path);
  });
  return { attached: landed, lost: lost };
}

/** @param {Mail.OutgoingMessage} draft */
function attachmentsIn(draft) {
  return String(draft.content()).split('\ufffc').length - 1;
}

/** @param {Mail.Application} mail */
function selectedMessage(mail) {
  let selected = mail.selection();
  if (selected.length === 0) {
    const viewers = mail.messageViewers();
    selected = viewers.length > 0 ? viewers[0].selectedMessages() : [];
  }
  if (selected.length === 0) {
    refuse(-1728, 'no e-mail is selected in Mail', { code: 'nothing_selected', hint: 'select one and try again' });
  }
  // Answering a draft wedges Mail.
  const box = selected[0].mailbox().name();
  if (box === mail.draftsMailbox().name() || DRAFTS.indexOf(box) >= 0) {
    refuse(-10000, 'what is selected in Mail is a draft', { code: 'draft', hint: 'select an e-mail that you received' });
  }
  return selected[0];
}

// That its window does not come to the front is no reason to say that there is none.
/** @param {Mail.Application} mail */
function inFront(mail) {
  try {
    mail.activate();
  } catch (e) {
    // It is behind another window.
  }
}

// An error that is no matter of one guest or one file: the app itself does not answer.
/** @param {{errorNumber: number}} e */
function ofTheApp(e) {
  return [-1743, -1744, -600, -609, -1712, -10810].indexOf(e.errorNumber) >= 0;
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

// What fails from here on fails when the thing is there already: nobody may say that it is not.
/** @template T @param {() => T} rest @returns {T} */
function begun(rest) {
  try {
    return rest();
  } catch (e) {
    return refuse(e.errorNumber || -2700, String(e.message), { state: 'unknown' });
  }
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
