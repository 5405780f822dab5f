// Contacts: a person's name is made of its parts.

const CONTACTS = {
  gathers: {},
  read: {
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
