// Which note is meant by a title: the exact one, else the same but for case, else the only
// one that has the words in its title.  Several or none: an error that names what there is.

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

/** @typedef {{id: string, name: string, folder: string, locked: boolean}} Found */

/**
 * @param {{name: string, folder?: string}} payload
 * @returns {Found}
 */
function act(payload) {
  const notes = Application('com.apple.Notes');
  const place = payload.folder ? folderNamed(notes, payload.folder) : notes;
  const names = place.notes.name();
  /** @type {string[]} */
  const gone = [];
  const found = candidates(names, payload.name, function (index) {
    const note = described(place.notes[index]);
    if (TRASH.indexOf(note.folder) < 0) return note;
    gone.push(note.name);
    return null;
  });
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    return refuse(-1728, 'there is no note called “' + payload.name + '”' + within(payload), {
      code: 'not_found',
      choices: nearest(names.filter(function (name) { return gone.indexOf(name) < 0; }), payload.name),
    });
  }
  return refuse(-1728, 'several notes may be meant by “' + payload.name + '”' + within(payload), {
    code: 'ambiguous',
    choices: found.map(function (note) {
      return note.name + ' (' + note.folder + ')';
    }),
  });
}

/** @param {{folder?: string}} payload */
function within(payload) {
  return payload.folder ? ' in the folder “' + payload.folder + '”' : '';
}

// The best kind of match that any note outside the trash has.
/**
 * @param {string[]} names
 * @param {string} wanted
 * @param {(index: number) => Found | null} describe
 */
function candidates(names, wanted, describe) {
  const sought = fold(wanted);
  const words = sought.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  /** @type {((name: string) => boolean)[]} */
  const tests = [
    function (name) { return name === wanted; },
    function (name) { return fold(name) === sought; },
    function (name) { return words.length > 0 && hasWords(fold(name), words); },
  ];
  for (let i = 0; i < tests.length; i += 1) {
    /** @type {Found[]} */
    const found = [];
    names.forEach(function (name, index) {
      if (!tests[i](name)) return;
      const note = describe(index);
      if (note) found.push(note);
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** @param {string} name @param {string[]} words */
function hasWords(name, words) {
  const own = name.split(/[^\p{L}\p{N}]+/u);
  return words.every(function (word) {
    return own.indexOf(word) >= 0;
  });
}

/** @param {string[]} names @param {string} wanted */
function nearest(names, wanted) {
  const words = fold(wanted).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const near = names.filter(function (name) {
    return words.some(function (word) {
      return fold(name).indexOf(word) >= 0;
    });
  });
  return (near.length > 0 ? near : names).slice(0, 12);
}

/** @param {Notes.Note} note @returns {Found} */
function described(note) {
  return {
    id: note.id(),
    name: note.name(),
    folder: note.container().name(),
    locked: note.passwordProtected(),
  };
}

// The default account's folder of that name, else the only one that another account has.
/** @param {Notes.Application} notes @param {string} name */
function folderNamed(notes, name) {
  const own = notes.defaultAccount.folders;
  const mine = matching(own.name(), name);
  if (mine.length > 0) return own[mine[0]];
  const names = notes.folders.name();
  const found = matching(names, name);
  if (found.length === 0) {
    refuse(-1728, 'there is no folder called “' + name + '” in Notes', {
      code: 'not_found',
      choices: names,
    });
  }
  if (found.length > 1) {
    refuse(-1728, 'several folders are called “' + name + '” in Notes', {
      code: 'ambiguous',
      choices: found.map(function (index) {
        return names[index] + ' (' + notes.folders[index].container().name() + ')';
      }),
    });
  }
  return notes.folders[found[0]];
}

// Where *names* has *name*: as it is, else but for case.
/** @param {string[]} names @param {string} name */
function matching(names, name) {
  /** @param {(name: string) => boolean} alike */
  const at = function (alike) {
    return names.reduce(function (found, one, index) {
      return alike(one) ? found.concat(index) : found;
    }, /** @type {number[]} */ ([]));
  };
  const exact = at(function (one) { return one === name; });
  return exact.length > 0 ? exact : at(function (one) { return fold(one) === fold(name); });
}

/** @param {string} text */
function fold(text) {
  return text.normalize('NFC').toLowerCase();
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
