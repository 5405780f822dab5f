// Notes: the first line of the body is the title; setting a body destroys the attachments;
// a deleted note lies in “Recently Deleted” and still answers to its name.

const TRASH = 'folder-recently-deleted';

function textOfHtml(html) {
  return html
    .replace(/\r?\n/g, '')
    .replace(/<br\s*\/?>(?=<\/(div|p|li|h\d)>)/gi, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/(<\/(div|p|li|ul|ol|h\d)>)+/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code))
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&amp;/g, '&')
    .replace(/\n$/, '');
}

function htmlOfText(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function trash(session, note) {
  const account = session.store.parent(note, 'account');
  const found = session.store.own(account, 'folder').find((folder) => folder.id === TRASH);
  return (
    found ||
    session.store.add(account, {
      kind: 'folder',
      id: TRASH,
      props: { name: session.words.trash || 'Recently Deleted' },
      elements: {},
    })
  );
}

// Whether *note* gives nothing away of what is in it.
function closed(session, note) {
  return note.props.passwordProtected && session.quirks.has('notes-locked');
}

const NOTES = {
  unseen: { attachment: 'notes-files-unseen' },
  gathers: { application: ['attachment', 'folder', 'note'], account: ['note'] },
  home: (session) => session.referred(session.store.own(session.store.root, 'account')[0], 'defaultFolder'),
  read: {
    application: { defaultAccount: (session) => session.store.own(session.store.root, 'account')[0] },
    folder: { container: (session, folder) => session.store.parent(folder) },
    note: {
      container: (session, note) => session.store.parent(note),
      body: (session, note) => (closed(session, note) ? '' : note.props.body),
      plaintext: (session, note) => (closed(session, note) ? '' : textOfHtml(note.props.body || '')),
    },
    attachment: { container: (session, attachment) => session.store.parent(attachment) },
  },
  write: {
    note: {
      body: (session, note, html) => {
        if (closed(session, note)) {
          throw failure(-10000, 'AppleEvent handler failed. [the note is locked]');
        }
        const flat = session.quirks.has('notes-body-destroys');
        if (flat) note.elements = {};
        const heading = note.props.heading ? `<div><h1>${htmlOfText(note.props.heading)}</h1></div>` : '';
        delete note.props.heading;
        note.props.body = heading + (flat ? html.replace(/ class="[^"]*checklist[^"]*"/gi, '') : html);
        note.props.name = textOfHtml(note.props.body).split('\n')[0].trim();
        session.store.write(note, 'modificationDate', session.store.now);
      },
      name: (session, note, name) => {
        note.props.name = name;
        if (!note.props.body) note.props.body = `<div><h1>${htmlOfText(name)}</h1></div>`;
      },
    },
  },
  born: (session, record, home, { name, body }) => {
    record.id = session.store.nextId(`x-coredata://notes/${record.kind}/p`);
    // A name given beside a body stands above it: a title of its own.
    if (name && body && session.quirks.has('notes-title-doubled')) record.props.heading = name;
    session.store.write(record, 'creationDate', session.store.now);
    session.store.write(record, 'modificationDate', session.store.now);
  },
  remove: {
    note: (session, note) => {
      const bin = trash(session, note);
      const gone = session.store.parent(note) === bin;
      session.store.remove(note);
      if (!gone && session.quirks.has('notes-trash-answers')) session.store.add(bin, note);
    },
  },
  commands: {
    show: (session, target) => {
      const record = target.find();
      if (record.kind === 'note') session.store.write(session.store.root, 'selection', [{ $ref: record.id }]);
      session.store.root.shown = record.id;
      return null;
    },
  },
};
