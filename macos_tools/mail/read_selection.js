// Which e-mail is selected, for a rehearsal of answering it; its text is not read.

/**
 * @param {{}} payload
 * @returns {{id: number, sender: string, subject: string, mailbox: string, drafts: string}} drafts: what that mailbox is called
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const message = selectedMessages(mail)[0];
  return {
    id: message.id(),
    sender: message.sender(),
    subject: message.subject(),
    mailbox: message.mailbox().name(),
    drafts: mail.draftsMailbox().name(),
  };
}

/** @param {Mail.Application} mail */
function selectedMessages(mail) {
  let selected = mail.selection();
  if (selected.length === 0) {
    const viewers = mail.messageViewers();
    selected = viewers.length > 0 ? viewers[0].selectedMessages() : [];
  }
  if (selected.length === 0) {
    refuse(-1728, 'no e-mail is selected in Mail', { code: 'nothing_selected', hint: 'select one and try again' });
  }
  return selected;
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
