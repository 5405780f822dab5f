// One text to one number or address.  What is known afterwards is one of three things:
// not_started (nothing left this Mac), handed_over (Messages took it), unknown (the send
// began and then failed).  Never called again for the same text once it had begun.

// Errors of a send that did not begin: not permitted, not running, nobody such, not understood.
const NOT_SENT = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708];

/**
 * @param {{handle: string, text: string}} payload
 * @returns {{state: "handed_over", service: string}}
 */
function act(payload) {
  const messages = Application('com.apple.MobileSMS');
  const way = wayTo(messages, payload.handle);
  try {
    messages.send(payload.text, { to: way.participant });
  } catch (e) {
    const state = NOT_SENT.indexOf(e.errorNumber) >= 0 ? 'not_started' : 'unknown';
    refuse(e.errorNumber || -2700, String(e.message), { state: state });
  }
  return { state: 'handed_over', service: way.service };
}

// iMessage first, then SMS through a phone.  A filter on the kind of service fails in
// Messages, and so does one on participants: hence the loops.
/** @param {Messages.Application} messages @param {string} handle */
function wayTo(messages, handle) {
  const accounts = messages.accounts();
  /** @type {{account: Messages.Account, service: string}[]} */
  const usable = [];
  accounts.forEach(function (account) {
    if (account.enabled()) usable.push({ account: account, service: String(account.serviceType()) });
  });
  if (usable.length === 0) {
    refuse(-1728, 'Messages has no account that is switched on', {
      code: 'no_account',
      state: 'not_started',
      hint: 'sign in to iMessage there, or switch on Text Message Forwarding on your iPhone',
    });
  }
  const order = ['iMessage', 'SMS', 'RCS'];
  usable.sort(function (a, b) {
    return order.indexOf(a.service) - order.indexOf(b.service);
  });
  for (let i = 0; i < usable.length; i += 1) {
    const participants = usable[i].account.participants;
    const index = participants.handle().indexOf(handle);
    // Whom one never wrote to is in no list, and answers to the handle as a name.
    const participant = index >= 0 ? participants[index] : participants.byName(handle);
    if (participant.exists()) return { participant: participant, service: usable[i].service };
  }
  return refuse(-1728, 'Messages does not know ' + handle, {
    code: 'unknown_handle',
    state: 'not_started',
    hint: 'nothing was sent; write to them once in Messages yourself',
  });
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
