// Close the window of a draft that was made, without keeping it, unless it was changed since.
// That what was written for it was pasted is no change.
// payload: {id, subject, stands?, text?, look?}   result: {closed}   (text: what was to be pasted)
// With look it is only looked whether that can be done.

function act(payload) {
  const mail = Application('com.apple.mail');
  const draft = mail.outgoingMessages.byId(payload.id);
  if (!draft.exists()) refuse(-1728, 'the draft is gone: it was closed, or sent', { code: 'not_found' });
  if (draft.subject() !== payload.subject) {
    refuse(-10000, 'the draft is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && wasChanged(payload, draft)) {
    refuse(-10000, 'the draft was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { closed: '' };
  mail.close(draft, { saving: 'no' });
  return { closed: payload.id };
}

function wasChanged(payload, draft) {
  const now = asItStands(draft);
  const pasted = bare(payload.text || '');
  const text = bare(String(draft.content()));
  if (now.text !== payload.stands.text && text.indexOf(pasted) === 0) {
    now.text = sum(text.slice(pasted.length));
  }
  return JSON.stringify(payload.stands) !== JSON.stringify(now);
}

// Whom a draft goes to and what about, as it stands, to be compared later.
function asItStands(draft) {
  return {
    subject: draft.subject(),
    to: draft.toRecipients.address(),
    cc: draft.ccRecipients.address(),
    bcc: draft.bccRecipients.address(),
    text: sum(bare(String(draft.content()))),
  };
}

// A number for a text (FNV-1a), since what others wrote is not to be kept for comparing.
function sum(text) {
  let hash = 2166136261;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619) >>> 0;
  }
  return text.length + ':' + hash;
}

// Mail adds and drops white space as it likes.
function bare(text) {
  return text.replace(/\s+/g, '');
}

// The same lines end every script (a test holds them alike): JSON in by argv, JSON out.
function refuse(number, message, more) {
  throw Object.assign(new Error(message), { errorNumber: number, more: more });
}

function run(argv) {
  try {
    return JSON.stringify({ ok: true, result: act(JSON.parse(argv.join(''))) });
  } catch (e) {
    const number = typeof e.errorNumber === 'number' ? e.errorNumber : -2700;
    const error = Object.assign({ number: number, message: String(e.message) }, e.more);
    return JSON.stringify({ ok: false, error: error });
  }
}
