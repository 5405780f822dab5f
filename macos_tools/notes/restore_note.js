// Take back what was added to a note, unless it was changed since.
// With look it is only looked whether that can be done.

// Deleted notes lie in a folder whose name is translated, and still answer to their title.
const TRASH = [
  'Recently Deleted', 'Zuletzt gelöscht', 'Suppressions récentes', 'Supprimés récemment',
  'Eliminado recientemente', 'Eliminados recientemente', 'Eliminati di recente',
  'Recent verwijderd', 'Apagados recentemente', 'Nyligen raderade', 'Недавно удаленные',
  '最近削除した項目', '最近删除', '最近刪除', '최근 삭제된 항목',
];

/**
 * @param {{id: string, before: string, after: string, look?: boolean}} payload
 * @returns {{restored: string}}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const note = notes.notes.byId(payload.id);
  if (!note.exists()) refuse(-1728, 'the note is gone', { code: 'not_found' });
  if (TRASH.indexOf(note.container().name()) >= 0) {
    refuse(-1728, 'the note was deleted since', { code: 'not_found' });
  }
  const body = note.body();
  if (body === payload.before) {
    refuse(-1728, 'what was added is not there any more', { code: 'not_found' });
  }
  if (note.attachments.length > 0 || body !== payload.after) {
    refuse(-10000, 'the note “' + note.name() + '” was changed since; it is left as it is', {
      code: 'changed',
    });
  }
  if (payload.look) return { restored: '' };
  note.body = payload.before;
  return { restored: payload.id };
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
