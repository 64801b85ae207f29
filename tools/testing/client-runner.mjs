/**
 * Runs the spec files of the client for Jest with the modules that the first of them has loaded, in the
 * same page (docs/adr/0049). Angular compiles a component when it is first used, which took longer than
 * most specs.
 */
import runCircus from 'jest-circus/runner';

/** Of the first file of this worker: it has loaded the modules. */
let first;
const counted = new Map();

/** The interface is the one of `testRunner` in the configuration of Jest. */
export default async function runSpecFile(globalConfig, config, environment, runtime, path, send) {
  if (!first) {
    first = runtime;
    runtime.teardown = () => undefined;
  }
  const { global } = environment;
  startCounting(global);
  const shared = {
    /** Evaluated anew, because it holds the tests of the file. */
    requireInternalModule(module) {
      delete global[Symbol.for('EVENT_HANDLERS')];
      return runtime.requireInternalModule(module);
    },
    requireModule: (module) => first.requireModule(module),
    unstable_shouldLoadAsEsm: (module) => first.unstable_shouldLoadAsEsm(module),
    async unstable_importModule(module) {
      // It refuses further imports between the tests of a file.
      first.enterTestCode();
      const { namespace } = await first.unstable_importModule(module);
      namespace.beforeSpecFile?.();
    },
    enterTestCode: () => first.enterTestCode(),
    leaveTestCode: () => first.leaveTestCode(),
    setGlobalsForRuntime: (globals) => first.setGlobalsForRuntime(globals),
  };
  try {
    return await runCircus.default(globalConfig, config, environment, shared, path, send);
  } finally {
    for (const [module, map] of first.getSourceMaps()) runtime.getSourceMaps().set(module, map);
    endCounting(global);
  }
}

/** Modules find their counters when they are loaded, and keep them. */
function startCounting(global) {
  for (const [file, counters] of Object.entries(global.__coverage__ ?? {})) {
    counted.set(file, counters);
  }
  for (const [counts, key] of countsOf([...counted.values()])) counts[key] = 0;
  global.__coverage__ = {};
}

/** Jest adds up what it finds after each file. */
function endCounting(global) {
  for (const [file, counters] of counted) {
    if (countsOf([counters]).some(([counts, key]) => counts[key] > 0)) {
      global.__coverage__[file] = counters;
    }
  }
}

/** Where each count is; a branch has one for each of its paths. */
const countsOf = (counters) =>
  counters.flatMap(({ s, f, b }) =>
    [s, f, ...Object.values(b)].flatMap((counts) =>
      Object.keys(counts).map((key) => [counts, key]),
    ),
  );
