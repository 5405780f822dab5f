// The selected e-mails, the oldest first, for a writer to see what it answers.
// The first as Mail gives them is the one that a reply answers.

const MOST = 20;

/**
 * @param {{}} payload
 * @returns {{
 *   messages: {sender: string, subject: string, text: string}[],
 *   first: {id: string, sender: string, subject: string}
 * }}
 */
function act(payload) {
  const mail = Application('com.apple.mail');
  const selected = selectedMessages(mail);
  const first = selected[0];
  return {
    first: { id: String(first.id()), sender: first.sender(), subject: first.subject() },
    messages: selected
      .map(function (message) {
        return {
          received: message.dateReceived().getTime(),
          sender: message.sender(),
          subject: message.subject(),
          text: String(message.content()),
        };
      })
      .sort(function (one, other) {
        return one.received - other.received;
      })
      .slice(-MOST)
      .map(function (read) {
        return { sender: read.sender, subject: read.subject, text: read.text };
      }),
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
