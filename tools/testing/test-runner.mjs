/**
 * Runs a test file for Jest in the Node of the worker, not in a virtual machine of its own. Our modules and
 * the packages are then loaded and compiled once per worker; with a virtual machine, that took longer than
 * most tests. Only the files of the tests themselves are loaded anew (docs/adr/0046).
 */
import { ModernFakeTimers } from '@jest/fake-timers';
import { createScriptTransformer } from '@jest/transform';
import runCircus from 'jest-circus/runner';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { compileWith, sourceMaps } from './test-modules.mjs';

const load = createRequire(import.meta.url);
let files = 0;

/** The interface is the one of `testRunner` in the configuration of Jest. */
export default async function runTestFile(globalConfig, config, environment, runtime, path, send) {
  compileWith(await createScriptTransformer(config));
  const outside = { console: globalThis.console, env: { ...process.env } };
  const file = ++files;
  const native = {
    /** Evaluated anew, because it holds the tests of the file. */
    requireInternalModule(module) {
      delete load.cache[module];
      delete globalThis[Symbol.for('EVENT_HANDLERS')];
      return load(module);
    },
    requireModule: load,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: (module) => import(`${pathToFileURL(module)}?test-file=${file}`),
    enterTestCode: () => undefined,
    leaveTestCode: () => undefined,
    setGlobalsForRuntime(globals) {
      globalThis.testGlobals = { ...globals, jest: mocks(config, environment) };
    },
  };
  globalThis.console = environment.global.console;
  try {
    return await runCircus.default(
      globalConfig,
      config,
      { global: globalThis },
      native,
      path,
      send,
    );
  } finally {
    for (const [module, map] of sourceMaps) runtime.getSourceMaps().set(module, map);
    globalThis.console = outside.console;
    process.env = outside.env;
  }
}

/** The part of `jest` that our tests use. */
function mocks(config, { moduleMocker }) {
  const timers = new ModernFakeTimers({ config, global: globalThis });
  return {
    spyOn: moduleMocker.spyOn.bind(moduleMocker),
    restoreAllMocks: () => moduleMocker.restoreAllMocks(),
    // Streams of Node itself need these.
    useFakeTimers: () =>
      timers.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }),
    useRealTimers: () => timers.useRealTimers(),
    advanceTimersByTimeAsync: (ms) => timers.advanceTimersByTimeAsync(ms),
  };
}
