// Take back a reminder that was made, unless it was changed or moved since.
// payload: {id, name, stands?, look?}   result: {deleted}
// With look it is only looked whether that can be done.

function act(payload) {
  const reminders = Application('com.apple.reminders');
  const reminder = reminders.reminders.byId(payload.id);
  if (!reminder.exists()) refuse(-1728, 'the reminder is gone already', { code: 'not_found' });
  if (reminder.name() !== payload.name) {
    refuse(-10000, 'the reminder is another one now, or was renamed; it is left as it is', { code: 'changed' });
  }
  if (payload.stands && isAnother(payload.stands, asItStands(reminder))) {
    refuse(-10000, 'the reminder was changed since; it is left as it is', { code: 'changed' });
  }
  if (payload.look) return { deleted: '' };
  reminders.delete(reminder);
  return { deleted: payload.id };
}

// What somebody may change of a reminder: as it stands, to be compared later.
function asItStands(reminder) {
  const due = reminder.dueDate();
  return {
    name: reminder.name(),
    notes: reminder.body() || '',
    due: due ? due.getTime() : 0,
    priority: reminder.priority(),
    completed: reminder.completed(),
    list: reminder.container().name(),
  };
}

function isAnother(before, now) {
  return JSON.stringify(before) !== JSON.stringify(now);
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
