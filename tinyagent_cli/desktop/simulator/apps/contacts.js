// Contacts: a person's name is made of its parts.

// Apple's own labels are marked, so that they can be shown in any language.
const APPLES_LABELS = ['Mobile', 'Home', 'Work', 'Main', 'Other', 'HomeFAX', 'WorkFAX', 'Pager'];

function marked(session, entry) {
  const label = APPLES_LABELS.find((own) => own.toLowerCase() === entry.props.label);
  return label && session.quirks.has('contacts-labels-marked') ? `_$!<${label}>!$_` : entry.props.label;
}

const CONTACTS = {
  gathers: {},
  slowCompounds: { person: 'contacts-compound-slow' },
  read: {
    phone: { label: marked },
    email: { label: marked },
    person: {
      name: (session, person) => {
        const { firstName, middleName, lastName, organization, company } = person.props;
        if (company) return organization || '';
        return [firstName, middleName, lastName].filter(Boolean).join(' ') || organization || '';
      },
    },
  },
  write: {},
  born: (session, record) => {
    record.id = session.store.nextId(`${record.kind}:ABPerson-`);
  },
  commands: { save: () => null },
};
