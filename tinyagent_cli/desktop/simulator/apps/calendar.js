// Calendar: events live in calendars, some of which cannot be written.

const CALENDAR = {
  gathers: {},
  slowFilters: { event: 'calendar-filters-slow' },
  read: {
    calendar: {
      calendarIdentifier: (session, calendar) => calendar.id,
      title: (session, calendar) => calendar.props.name,
      writable: (session, calendar) => calendar.props.writable !== false,
    },
    event: { uid: (session, event) => event.id },
  },
  write: {},
  // The dictionary calls an attendee's properties read-only; Apple's Calendar Scripting
  // Guide (Listing 12-2) gives them when the attendee is made.
  settableAtBirth: { attendee: ['displayName', 'email'] },
  refuses: {
    attendee: (session) => {
      if (session.quirks.has('attendees-refused')) throw failure(-10006, "Can't set attendee. [read-only]");
    },
    event: (session, calendar) => {
      if (calendar.props.writable === false) {
        throw failure(-10024, `Can't make or move that element into that container. [“${calendar.props.name}” is read-only]`);
      }
    },
  },
  born: (session, record) => {
    if (record.kind !== 'event') return;
    record.id = session.store.nextId('EVENT-');
    record.props.sequence = 0;
    session.store.write(record, 'stampDate', session.store.now);
  },
  settled: {
    event: (session, event) => {
      const start = session.store.read(event, 'startDate') || session.store.now;
      const end = session.store.read(event, 'endDate') || new Date(start.getTime() + 3600000);
      if (end < start) {
        session.store.remove(event);
        throw failure(-10000, 'AppleEvent handler failed. [the event ends before it starts]');
      }
      session.store.write(event, 'startDate', start);
      session.store.write(event, 'endDate', end);
    },
    attendee: (session, attendee) => {
      if (session.quirks.has('attendees-dropped')) session.store.remove(attendee);
      else attendee.props.participationStatus = 'unknown';
    },
  },
  commands: {
    reloadCalendars: () => null,
    save: () => null,
    show: (session, target) => {
      session.store.root.shown = target.find().id;
      return null;
    },
  },
};
