// Reminders: a due day and a due time are two properties; all day is not midnight.

const REMINDERS = {
  gathers: { application: ['list', 'reminder'], account: ['reminder'] },
  slowReads: { reminder: 'reminders-reads-time-out' },
  slowFilters: { reminder: 'reminders-reads-time-out' },
  slowChanges: { reminder: 'reminders-changes-hang' },
  home: (session, kind) => {
    const account = session.store.own(session.store.root, 'account')[0];
    return kind === 'list' ? account : session.raw(session.store.root, 'defaultList');
  },
  read: {
    application: {
      defaultAccount: (session) => session.store.own(session.store.root, 'account')[0],
    },
    list: { container: (session, list) => session.store.parent(list) },
    reminder: {
      container: (session, reminder) => session.store.parent(reminder),
      alldayDueDate: (session, reminder) =>
        session.store.read(reminder, session.quirks.has('reminders-both-dates') ? 'dueDate' : 'alldayDueDate'),
    },
  },
  write: {
    reminder: {
      alldayDueDate: (session, reminder, date) => {
        const day = date && new Date(date.getFullYear(), date.getMonth(), date.getDate());
        session.store.write(reminder, 'alldayDueDate', day);
        session.store.write(reminder, 'dueDate', day);
      },
      dueDate: (session, reminder, date) => {
        session.store.write(reminder, 'alldayDueDate', null);
        session.store.write(reminder, 'dueDate', date);
        session.store.write(reminder, 'remindMeDate', date);
      },
      priority: (session, reminder, priority) => {
        if (priority < 0 || priority > 9) throw failure(-10000, 'AppleEvent handler failed. [priority]');
        session.store.write(reminder, 'priority', priority);
      },
    },
  },
  born: (session, record) => {
    record.id = session.store.nextId(`x-apple-${record.kind}://`);
    if (record.kind !== 'reminder') return;
    record.props.completed = false;
    record.props.priority = 0;
    session.store.write(record, 'creationDate', session.store.now);
    session.store.write(record, 'modificationDate', session.store.now);
  },
  commands: {
    show: (session, target) => {
      session.store.root.shown = target.find().id;
      return null;
    },
  },
};
