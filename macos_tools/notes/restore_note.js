// Take back what was added to a note, unless it was changed since.
// With look it is only looked whether that can be done.

// Deleted notes lie in a folder whose name is translated, and still answer to their title.
const TRASH = [
  'Recently Deleted', 'Zuletzt gelöscht', 'Suppressions récentes', 'Supprimés récemment',
  'Récemment supprimés', 'Eliminado recientemente', 'Eliminados recientemente', 'Eliminati di recente',
  'Eliminate', 'Recent verwijderd', 'Onlangs verwijderd', 'Apagados recentemente',
  'Recentemente apagadas', 'Nyligen raderade', 'Senast raderade', 'Senest slettet', 'Nylig slettet',
  'Äskettäin poistetut', 'Ostatnio usunięte', 'Nedávno smazané', 'Nemrég törölt', 'Recent șterse',
  'Πρόσφατα διαγραμμένα', 'Son Silinenler', 'Недавно удаленные', 'Недавно удалённые',
  'Нещодавно видалені', 'נמחקו לאחרונה', 'المحذوفة مؤخرًا', 'เพิ่งลบล่าสุด', 'Đã xóa gần đây',
  '最近削除した項目', '最近删除', '最近刪除', '최근 삭제된 항목', '최근 삭제한 항목',
];

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

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
  changing(function () {
    note.body = payload.before;
  });
  return { restored: payload.id };
}

// What changes something: unless the app refused it, nobody may say that it did not happen.
/** @template T @param {() => T} event @returns {T} */
function changing(event) {
  try {
    return event();
  } catch (e) {
    if (REFUSED.indexOf(e.errorNumber) >= 0) throw e;
    return refuse(e.errorNumber || -2700, String(e.message), { state: 'unknown' });
  }
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
