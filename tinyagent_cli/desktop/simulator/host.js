// The rim: what a script finds in its world (Application, Path, delay), and how it is run.

const BEHAVIOURS = {
  Calendar: CALENDAR,
  Contacts: CONTACTS,
  Mail: MAIL,
  Messages: MESSAGES,
  Notes: NOTES,
  Reminders: REMINDERS,
};

// *input*: {app, table, standard, state, now, faults, quirks, words}.  Answers what the program
// outside needs: what the script printed or threw, the events, and the app's new state.
function simulate(input, argv) {
  const log = [];
  spoken = input.words.errors || {};
  const store = new Store(input.state, dateOf(input.now));
  const session = new Session({
    terms: new Terms(input.table, input.standard),
    store,
    behaviour: BEHAVIOURS[input.app],
    faults: input.faults,
    quirks: input.quirks,
    words: input.words,
    log,
  });
  global.Application = (bundle) => {
    if (bundle === input.table.bundle) return session.application;
    if (bundle === input.app && session.quirks.has('name-is-an-extension')) return silent();
    throw failure(-2700, `Application can't be found. [${bundle}: this script speaks to ${input.table.bundle}]`);
  };
  global.Path = (path) => new PathName(path);
  global.delay = () => {};
  global.console = { log() {} };
  const outcome = { printed: null, error: null };
  try {
    const printed = global.run(argv);
    outcome.printed = printed === undefined || printed === null ? null : String(printed);
  } catch (error) {
    outcome.error = { number: error.errorNumber || -2700, message: String(error.message || error) };
  }
  return JSON.stringify({ ...outcome, events: log, state: store.dump() });
}

// A program of the same name that is no app: it does not run, whatever it is asked.
function silent() {
  const refuse = () => {
    throw failure(-600, "Application isn't running.");
  };
  return new Proxy(function () {}, { get: refuse, set: refuse, apply: refuse });
}

global.simulateScript = (input, argv) => simulate(JSON.parse(input), JSON.parse(argv));
