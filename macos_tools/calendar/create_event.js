// A new event, and its invitees as far as Calendar takes them: each is tried, read back, and
// reported as attached or not.  An attached invitee may be written to by the server.

// Errors of an event that changed nothing: not permitted, not running, nothing such, not
// understood, read-only.
const REFUSED = [-1743, -1744, -600, -10810, -1728, -1719, -1700, -1701, -1708, -10004, -10006, -10024];

/**
 * @typedef {{
 *   title: string, start: string, end: string, all_day: boolean, location: string, notes: string
 * }} Stands
 */

/**
 * @param {{
 *   title: string, start: string, end: string, all_day?: boolean, location?: string,
 *   notes?: string, url?: string, calendar?: string, invitees?: string[]
 * }} payload
 * @returns {{
 *   uid: string, title: string, calendar: string,
 *   invitees: {email: string, attached: boolean}[], stands: Stands | null
 * }}
 */
function act(payload) {
  const app = Application('com.apple.iCal');
  const calendar = payload.calendar ? calendarNamed(app, payload.calendar) : firstWritable(app);
  /** @type {Calendar.EventProperties} */
  const properties = {
    summary: payload.title,
    startDate: localTime(payload.start),
    endDate: localTime(payload.end),
  };
  if (payload.all_day) properties.alldayEvent = true;
  if (payload.location) properties.location = payload.location;
  if (payload.notes) properties.description = payload.notes;
  if (payload.url) properties.url = payload.url;
  const event = app.Event(properties);
  changing(function () {
    calendar.events.push(event);
  });
  return begun(function () {
    return {
      uid: event.uid(),
      title: event.summary(),
      calendar: calendar.name(),
      invitees: invite(app, event, payload.invitees || []),
      stands: orNull(function () { return asItStands(event); }),
    };
  });
}

/** @param {Calendar.Application} app @param {Calendar.Event} event @param {string[]} emails */
function invite(app, event, emails) {
  if (emails.length === 0) return [];
  emails.forEach(function (email) {
    try {
      event.attendees.push(app.Attendee({ email: email }));
    } catch (e) {
      if (ofTheApp(e)) throw e;
    }
  });
  /** @type {string[]} */
  let attached = [];
  try {
    attached = event.attendees.email().map(fold);
  } catch (e) {
    if (ofTheApp(e)) throw e;
  }
  return emails.map(function (email) {
    return { email: email, attached: attached.indexOf(fold(email)) >= 0 };
  });
}

/** @param {Calendar.Application} app @param {string} name */
function calendarNamed(app, name) {
  const names = app.calendars.name();
  const writable = app.calendars.writable();
  const found = matching(names, name);
  if (found.length === 0) {
    refuse(-1728, 'there is no calendar called “' + name + '”', {
      code: 'not_found',
      choices: writableOnes(names, writable),
    });
  }
  // Two accounts may have a calendar of one name, and one of them may be a subscription.
  const index = found.filter(function (at) {
    return writable[at];
  })[0];
  if (index === undefined) {
    refuse(-10006, 'the calendar “' + names[found[0]] + '” is read-only', {
      code: 'read_only',
      choices: writableOnes(names, writable),
    });
  }
  return app.calendars[index];
}

/** @param {string[]} names @param {boolean[]} writable */
function writableOnes(names, writable) {
  return names.filter(function (_, index) {
    return writable[index];
  });
}

/** @param {Calendar.Application} app */
function firstWritable(app) {
  const index = app.calendars.writable().indexOf(true);
  if (index < 0) refuse(-10006, 'no calendar can be written to', { code: 'read_only' });
  return app.calendars[index];
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
  return String(text).normalize('NFC').toLowerCase();
}

/** @param {string} iso */
function localTime(iso) {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?$/.exec(iso);
  if (!m) refuse(-1700, 'not a local time: ' + iso);
  return new Date(+m[1], +m[2] - 1, +m[3], +(m[4] || 0), +(m[5] || 0), +(m[6] || 0));
}

// An error that is no matter of one guest or one file: the app itself does not answer.
/** @param {{errorNumber: number}} e */
function ofTheApp(e) {
  return [-1743, -1744, -600, -609, -1712, -10810].indexOf(e.errorNumber) >= 0;
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

// What fails from here on fails when the thing is there already: nobody may say that it is not.
/** @template T @param {() => T} rest @returns {T} */
function begun(rest) {
  try {
    return rest();
  } catch (e) {
    return refuse(e.errorNumber || -2700, String(e.message), { state: 'unknown' });
  }
}

// What somebody may change of an event: as it stands, to be compared later.
// Who is invited is left out: Calendar and its server add to that by themselves.
/** @param {Calendar.Event} event @returns {Stands} */
function asItStands(event) {
  return {
    title: event.summary(),
    start: onTheClock(event.startDate()),
    end: onTheClock(event.endDate()),
    all_day: event.alldayEvent(),
    location: event.location() || '',
    notes: event.description() || '',
  };
}

// What cannot be read is no reason to say that nothing was made.
/** @template T @param {() => T} read @returns {T | null} */
function orNull(read) {
  try {
    return read();
  } catch (e) {
    return null;
  }
}

/** @param {Date} date */
function onTheClock(date) {
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].join('-');
  return day + ' ' + date.getHours() + ':' + date.getMinutes();
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
