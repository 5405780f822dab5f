// Runs many calls of the scripts in node or in JavaScriptCore's jsc, and prints one answer a line.
// The file that is named holds {host, texts, calls: [{source, input: {key: text}, argv}]}, where
// numbers point into texts: most calls share their terms and states.

function drive(given, world, print) {
  const worlds = {};
  for (const { source, input, argv } of given.calls) {
    if (!worlds[source]) worlds[source] = world(given.host, given.texts[source]);
    const entries = Object.keys(input).map((key) => JSON.stringify(key) + ':' + given.texts[input[key]]);
    print(worlds[source](`{${entries.join(',')}}`, given.texts[argv]));
  }
}

// A script's own scope is that of the file, as it is under osascript.
if (typeof require === 'function') {
  const fs = require('fs');
  const vm = require('vm');
  const world = (host, source) => {
    const context = vm.createContext({});
    vm.runInContext(host, context);
    vm.runInContext(source, context);
    return context.simulateScript;
  };
  const given = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  drive(given, world, (answer) => fs.writeSync(1, answer + '\n'));
} else {
  const world = (host, source) => {
    const context = createGlobalObject();
    context.loadString(host);
    context.loadString(source);
    return context.simulateScript;
  };
  drive(JSON.parse(readFile(arguments[0])), world, print);
}
