// What calendars there are, for a rehearsal; of their events nothing is read.

/**
 * @param {{}} payload
 * @returns {{name: string, writable: boolean}[]}
 */
function act(payload) {
  const app = Application('com.apple.iCal');
  const writable = app.calendars.writable();
  return app.calendars.name().map(function (name, index) {
    return { name: name, writable: writable[index] };
  });
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
