// Mail: outgoing messages are windows; attachments live in the text of the body; a body set
// by script arrives as a quotation, and is lost where a reply's window is already open.

const OBJECT_REPLACEMENT = '\ufffc'; // how an attachment stands in the text of a body

function bareAddress(sender) {
  const inside = /<([^<>]+)>\s*$/.exec(sender);
  return (inside ? inside[1] : sender).trim();
}

function bareName(sender) {
  const before = /^\s*"?([^"<]*?)"?\s*</.exec(sender);
  return before ? before[1].trim() : '';
}

function outgoing(session, properties, recipients, opened) {
  const record = session.make(session.store.root, 'outgoing message', {});
  Object.assign(record.props, properties, { visible: true, opened });
  for (const [kind, people] of Object.entries(recipients)) {
    for (const { address, name } of people) {
      session.make(record, `${kind} recipient`, name ? { address, name } : { address });
    }
  }
  return record;
}

function addressed(message, kind) {
  return ((message.elements || {})[`${kind} recipient`] || []).map((recipient) => recipient.props);
}

function quoted(message, heading) {
  const sent = message.props.dateSent ? message.props.dateSent.$date.replace('T', ' ') : '';
  const lines = (message.props.content || '').split('\n').map((line) => `> ${line}`);
  return `\n\n${heading(sent)}\n${lines.join('\n')}`;
}

// RFC 6068: addresses in the path, header fields in the query, all percent-encoded.
function parseMailto(url) {
  const found = /^mailto:([^?]*)(?:\?(.*))?$/i.exec(url);
  if (!found) throw failure(-1700, "Can't convert types. [no mailto: URL]");
  const addresses = (text) =>
    text.split(',').map(decodeURIComponent).map((a) => a.trim()).filter(Boolean);
  const fields = { to: addresses(found[1]), cc: [], bcc: [], subject: '', body: '' };
  for (const pair of found[2] ? found[2].split('&') : []) {
    const cut = pair.indexOf('=');
    const name = decodeURIComponent(pair.slice(0, cut)).toLowerCase();
    const value = pair.slice(cut + 1);
    if (['to', 'cc', 'bcc'].includes(name)) fields[name].push(...addresses(value));
    else if (name in fields) fields[name] = decodeURIComponent(value);
  }
  return fields;
}

// Every draft but those of this account: what Mail itself calls drafts, where that differs.
function allDrafts(session) {
  const own = session.store.read(session.store.root, 'draftsMailbox');
  if (!session.quirks.has('mail-drafts-named-apart')) return own;
  const all = { kind: 'mailbox', id: 'all-drafts', props: { name: session.words.drafts || 'All Drafts' } };
  session.store.adopt(all);
  return all;
}

// Mail that is told to answer a draft answers nothing any more.
function answerable(session, message) {
  const box = session.store.parent(message);
  const drafts = session.store.read(session.store.root, 'draftsMailbox');
  if (box !== drafts || !session.quirks.has('mail-wedged-by-a-draft')) return message;
  session.wedged = true;
  throw failure(-1712, 'AppleEvent timed out. [a draft was answered]');
}

const MAIL = {
  gathers: {},
  slowFilters: { message: 'mail-wedged-by-filters' },
  read: {
    application: {
      draftsMailbox: allDrafts,
      primaryEmail: (session) => session.store.own(session.store.root, 'account')[0].props.emailAddresses[0],
    },
    message: { mailbox: (session, message) => session.store.parent(message) },
    'message viewer': {
      selectedMessages: (session) => session.store.read(session.store.root, 'selection') || [],
    },
  },
  write: {
    'outgoing message': {
      content: (session, message, text) => {
        const { opened, answers, content } = message.props;
        if ((opened === 'reply' || opened === 'forward') && session.quirks.has('mail-reply-text-lost')) return;
        const first = session.quirks.has('mail-empty-first-line') ? '\n' : '';
        const original = answers && !session.quirks.has('mail-reply-drops-original') ? content : '';
        message.props.content = first + text + original;
        if (session.quirks.has('mail-body-quoted')) message.props.quoted = true;
      },
    },
  },
  parts: {
    'outgoing message': {
      content: (session, message) => session.store.own(message, 'rich text')[0],
    },
  },
  born: (session, record) => {
    if (record.kind !== 'outgoing message') return;
    const account = session.store.own(session.store.root, 'account')[0];
    record.id = session.store.nextId(null);
    record.props.sender = `${account.props.fullName} <${account.props.emailAddresses[0]}>`;
    record.props.visible = !session.quirks.has('mail-draft-invisible');
    record.props.content = '';
    record.props.made = { $date: isoLocal(session.store.now) };
    record.elements['rich text'] = [{ kind: 'rich text', props: {}, elements: {} }];
  },
  settled: {
    attachment: (session, attachment) => {
      if (session.quirks.has('attachments-lost')) {
        session.store.remove(attachment);
        return;
      }
      const message = session.store.parent(attachment, 'outgoing message');
      message.props.content += OBJECT_REPLACEMENT;
    },
  },
  commands: {
    close: (session, target) => {
      if (target.kind !== 'outgoing message') {
        throw failure(-1708, `Message not understood. [a ${target.kind} does not close]`);
      }
      session.store.remove(target.find());
      return null;
    },
    reply: (session, target, { openingWindow, replyToAll }) => {
      const message = answerable(session, target.find());
      const sender = message.props.replyTo || message.props.sender;
      const me = session.store.own(session.store.root, 'account')[0].props.emailAddresses;
      const others = ['to', 'cc'].flatMap((kind) => addressed(message, kind));
      const cc = replyToAll ? others.filter(({ address }) => !me.includes(address)) : [];
      const subject = /^re:/i.test(message.props.subject) ? message.props.subject : `Re: ${message.props.subject}`;
      const content = quoted(message, (sent) => `On ${sent}, ${message.props.sender} wrote:`);
      const record = outgoing(
        session,
        { subject, content, answers: message.id },
        { to: [{ address: bareAddress(sender), name: bareName(sender) }], cc },
        openingWindow ? 'reply' : ''
      );
      message.props.wasRepliedTo = true;
      return session.pinned(record);
    },
    forward: (session, target, { openingWindow }) => {
      const message = answerable(session, target.find());
      const subject = /^fwd:/i.test(message.props.subject) ? message.props.subject : `Fwd: ${message.props.subject}`;
      const heading = () => `Begin forwarded message:\n\nFrom: ${message.props.sender}\nSubject: ${message.props.subject}\n`;
      const record = outgoing(
        session,
        { subject, content: quoted(message, heading), answers: message.id },
        {},
        openingWindow ? 'forward' : ''
      );
      message.props.wasForwarded = true;
      return session.pinned(record);
    },
    mailto: (session, url) => {
      const { to, cc, bcc, subject, body } = parseMailto(url);
      const people = (addresses) => addresses.map((address) => ({ address }));
      outgoing(
        session,
        { subject, content: body.replace(/\r\n/g, '\n') },
        { to: people(to), cc: people(cc), bcc: people(bcc) },
        'mailto'
      );
      return null;
    },
  },
};
