// What people in Contacts are called, first names and whole ones, in the order of the app.
// payload: {limit}   result: {first: [string], whole: [string]}

function act(payload) {
  const people = Application('com.apple.AddressBook').people;
  const named = function (names) {
    return names.filter(Boolean).slice(0, payload.limit);
  };
  return { first: named(people.firstName()), whole: named(people.name()) };
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
