// Messages: participants belong to an account and answer to their handle; nothing can be
// made, and the one verb is `send`, which says nothing about delivery.

const HANDLE = /^(\+[1-9]\d{6,14}|[^\s@]+@[^\s@]+\.[^\s@]+)$/;

const MESSAGES = {
  gathers: { application: ['participant'] },
  unfilterable: { participant: 'participants-unfilterable' },
  read: {
    account: {
      enabled: (session, account) =>
        account.props.enabled && !session.quirks.has(`no-${account.props.serviceType}`),
    },
    participant: {
      account: (session, participant) => participant.account,
      fullName: (session, participant) => participant.props.name,
    },
  },
  write: {},
  conjure: {
    participant: (session, account, property, value) => {
      if (account.kind !== 'account' || !HANDLE.test(value)) return null;
      if (session.quirks.has('unknown-handles')) return null;
      return {
        kind: 'participant',
        id: `${account.id}:${value}`,
        props: { handle: value, name: value },
        account,
      };
    },
  },
  commands: {
    send: (session, text, { to }) => {
      if (typeof text !== 'string') throw failure(-1700, "Can't convert types. [send wants text]");
      const record = nodeOf(to).find();
      if (record.account.props.connectionStatus !== 'connected') {
        throw failure(-10000, 'AppleEvent handler failed. [the account is not connected]');
      }
      if (session.quirks.has('ghost-sends')) return null;
      if (!session.store.root.sent) session.store.root.sent = [];
      session.store.root.sent.push({
        to: record.props.handle,
        service: record.account.props.serviceType,
        text,
        at: { $date: isoLocal(session.store.now) },
      });
      return null;
    },
  },
};
