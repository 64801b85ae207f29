import { availableParallelism } from 'node:os';
import presets from 'jest-preset-angular/presets/index.js';

// West of Greenwich, a calendar day that passes through `Date` becomes the day before.
process.env.TZ = 'America/Los_Angeles';

/**
 * `npm test` counts what the specs reach, for tools/coverage/report.mjs. Jest does the counting here: counters
 * in the TypeScript would hide inputs and queries from the compiler of Angular.
 */
const counting = {
  collectCoverage: true,
  collectCoverageFrom: [...['<rootDir>/src/app/**/*.ts', '!**/*.spec.ts', '!**/testing/**']],
  coverageDirectory: '<rootDir>/../../coverage/raw',
  coverageReporters: [['json', { file: 'web.json' }]],
};

const { transform, ...preset } = presets.createEsmPreset({
  tsconfig: '<rootDir>/tsconfig.spec.json',
});

/** Specs of the client: jsdom, zoneless, native ES modules (NODE_OPTIONS=--experimental-vm-modules). */
export default {
  ...preset,
  displayName: 'web',
  testEnvironment: '<rootDir>/../../tools/testing/client-environment.mjs',
  testRunner: '<rootDir>/../../tools/testing/client-runner.mjs',
  // As in the configuration of the other tests.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  transform,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  ...(process.env.COVERAGE === '1' ? counting : {}),
  // A page takes seconds to open where other work has the processors.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^@action-tracker/contracts/testing$': '<rootDir>/../../libs/contracts/src/testing/index.ts',
    '^@action-tracker/contracts/(access-paths|imports|item-csv|measures)$':
      '<rootDir>/../../libs/contracts/src/$1.ts',
    '^@action-tracker/(contracts|domain)$': '<rootDir>/../../libs/$1/src/index.ts',
  },
};
