// What probes.py says to a simulated app.  A way is a function that gives an object or a list.

'use strict'; // what is not set as it should be is an error then

function said(v) {
  if (typeof v === 'function') return 'a specifier';
  if (v instanceof Date) return 'date ' + v.getTime();
  if (Array.isArray(v)) return v.map(said);
  if (v && typeof v === 'object') return Object.keys(v).sort().map((key) => [key, said(v[key])]);
  return v === undefined ? 'undefined' : v;
}

function tried(...all) {
  return all.map((f) => {
    try {
      return said(f());
    } catch (e) {
      return [e.errorNumber || 0, String(e.message)];
    }
  });
}

// Every name of the dictionary, read in every manner.
function read(way, names) {
  return names.map((name) => [
    name,
    tried(
      () => way()[name](),
      () => way()[name][0].name(),
      () => way()[name].name(),
      () => way()[name].length,
      () => way()[name].get()
    ),
  ]);
}

function set(way, names, value) {
  return names.map((name) => [
    name,
    tried(
      () => {
        way()[name] = value();
      },
      () => way()[name]()
    ),
  ]);
}

function looked(way) {
  return tried(
    () => way()(),
    () => `${way()}`,
    () => way() + 1,
    () => way().exists(),
    () => way().get(),
    () => way()[Symbol.iterator],
    () => way().nom,
    () => {
      way().nom = 5;
    },
    () => way().properties(),
    () => way()[0](),
    () => way()[0].name(),
    () => way()['1'].name(),
    () => way()[99].name(),
    () => way()['01'],
    () => way()['x1'],
    () => way()['1x'],
    () => {
      way()[0] = 1;
    },
    () => way().running(),
    () => way()().exists(),
    () => way()().name()
  );
}

function walked(app, way) {
  return tried(
    () => way().length,
    () => way()().length,
    () => way().get().length,
    () => way().at(1).name(),
    () => way().at(99).name(),
    () => way().byName('WORK').name(),
    () => way().byName('nobody')(),
    () => way().byId(way()[0].id()).name(),
    () => way().byId('nobody').exists(),
    () => way().byId(5).exists(),
    () => way().byName(5).exists(),
    () => way().id(),
    () => way().name(),
    () => way().container(),
    () => way().nom(),
    () => way().name.get(),
    () => way().name.length,
    () => way()().map((one) => one.id()),
    () => way()()[0].name(),
    () => {
      way().name = 'x';
    },
    () => way().class(),
    () => way().properties(),
    () => way().push(),
    () => way().push({}),
    () => way().push(way()[0]),
    () => way().whose({ name: way()[0].name() }).push(way()[0]),
    () => way().push(app),
    () => way()[77].exists(),
    () => {
      const one = way()[0]();
      app.delete(one);
      return [one.exists(), way().length];
    },
    () => {
      const one = way()[0]();
      app.delete(way()[0]);
      return one.name();
    },
    () => way().length
  );
}

function filtered(way, filters) {
  return filters.map((filter) =>
    tried(
      () => way().whose(filter()).name(),
      () => way().whose(filter()).length,
      () => way().whose(filter()).id(),
      () => way().whose(filter())[0].name(),
      () => way().whose(filter())().length
    )
  );
}

// A verb of the application and of an object, with arguments that fit and that do not.
function commanded(app, way, verb, filled, wrong, first, other, least) {
  const given = [
    () => [],
    () => [way()],
    () => [way(), filled()],
    () => [way(), wrong()],
    () => [filled()],
    () => [way(), { nom: 5 }],
    () => ['x'],
    () => ['x', filled()],
    () => [5],
    () => [{}, {}],
    () => [way(), { [first]: other() }],
    () => [{ [first]: other() }],
    () => [least()],
    () => [way(), least()],
    () => [app],
    () => [way(), filled(), filled()],
    () => [null],
  ];
  return given.map((one) => tried(() => app[verb](...one()), () => way()[verb](...one())));
}

// One of a class with a property, in a list.
function made(app, kind, way, field, value) {
  return tried(
    () => {
      const one = app[kind]({ [field]: value() });
      way().push(one);
      return [way().length, tried(() => one[field](), () => one.id(), () => one.name(), () => way().push(one))];
    },
    () => way()[0].properties()
  );
}

// Every word that a property or a parameter may be.
function worded(app, way, words) {
  return words.map(([verb, name, word]) =>
    tried(
      () => {
        if (verb) return app[verb](way(), { [name]: word });
        way()[name] = word;
      },
      () => (verb ? app[verb]({ [name]: word }) : way()[name]())
    )
  );
}

// One of every class, in every list of an object.
function pushed(app, way, kinds) {
  return kinds.map(([list, kind]) => [
    list,
    tried(
      () => way()[list].length,
      () => way()[list].push(app[kind]({})),
      () => way()[list].length,
      () => way()[list].at(way()[list].length - 1).properties(),
      () => way()[list][0].properties(),
      () => app.count(way(), { each: kind.toLowerCase() })
    ),
  ]);
}

function bare(app, kind, way) {
  return tried(
    () => {
      const one = app[kind]();
      way().push(one);
      return one.properties();
    },
    () => app[kind]({ nom: 1 }),
    () => app[kind]({}).exists(),
    () => app[kind]({ name: 'a' }).name(),
    () => app[kind]({})(),
    () => {
      const one = app[kind]({ name: 'a' });
      const before = tried(() => one.name());
      way().push(one);
      app.delete(one);
      return [before, tried(() => one.name(), () => way().push(one))];
    }
  );
}

function paged(app, html) {
  const note = () => app.notes[0];
  return tried(
    () => {
      note().body = html;
    },
    () => note().plaintext(),
    () => note().body(),
    () => note().name(),
    () => {
      note().name = 'A & B & <b> <i>';
    },
    () => note().body(),
    () => {
      const one = app.Note({ body: html });
      app.folders[0].notes.push(one);
      return [one.name(), one.plaintext(), one.body(), one.id()];
    },
    () => {
      const one = app.Note({ name: 'A & B & <b> <i>', body: html });
      app.folders[0].notes.push(one);
      const before = [one.name(), one.plaintext(), one.body()];
      one.body = html + '<div>x</div>';
      return [before, one.name(), one.plaintext(), one.body(), one.properties()];
    },
    () => {
      const one = app.Note({ name: 'only <a> & "name"' });
      app.folders[1].notes.push(one);
      return [one.name(), one.plaintext(), one.body(), one.container().name()];
    },
    () => {
      const one = app.Note({ body: html });
      app.notes.push(one);
      const before = one.container().name();
      app.delete(one);
      const after = tried(() => one.container().name(), () => one.exists());
      app.delete(app.folders.byName('Recently Deleted').notes[0]);
      return [before, after, app.folders.name(), app.notes.name()];
    }
  );
}

function mailed(app, url) {
  const draft = () => app.outgoingMessages[0];
  return tried(
    () => app.mailto(url),
    () => draft().properties(),
    () => draft().toRecipients.address(),
    () => draft().ccRecipients.address(),
    () => draft().bccRecipients.address(),
    () => draft().toRecipients.name(),
    () => draft().content()
  );
}

function world(app, called, first) {
  return tried(
    () => Application('Notes'),
    () => Application(),
    () => Application(called)[first](),
    () => {
      Application(called).x = 1;
    },
    () => Application(called)(),
    () => Path('/a b').toString(),
    () => `${Path(5)}`,
    () => delay(1),
    () => console.log(1),
    () => ObjC,
    () => app.doShellScript('id'),
    () => Application('com.apple.systemevents')
  );
}

// A little of everything, for faults to meet.
function exercised(app, first) {
  return tried(
    () => app[first][0].name(),
    () => app[first].length,
    () => app[first][0].exists(),
    () => app[first][0].name(),
    () => {
      app[first][0].name = 'new';
    },
    () => app[first][0].name(),
    () => app[first][77].exists(),
    () => app[first].byName('x').exists(),
    () => app.activate(),
    () => app.quit(),
    () => app.count(app),
    () => app.count(app, { each: first.slice(0, -1) })
  );
}
