import { availableParallelism } from 'node:os';

/**
 * Kinds of tests by suffix: `.spec.ts` needs nothing, `.int.spec.ts` a real PostgreSQL, `.e2e.spec.ts`
 * the built product, `.faults.spec.ts` that and an installed PostgreSQL (`PG_BIN`). The client has a configuration of its own (apps/web).
 */
const typescript = {
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, decoratorMetadata: true },
  target: 'es2024',
};

/** `npm test` counts what the tests reach (tools/coverage); a single run of Jest does not. */
const isCounting = process.env.COVERAGE === '1';
const transformer = isCounting ? '<rootDir>/tools/coverage/jest-transform.mjs' : '@swc/jest';

const shared = {
  testEnvironment: 'node',
  testRunner: '<rootDir>/tools/testing/test-runner.mjs',
  transform: { '^.+\\.ts$': [transformer, { jsc: typescript, module: { type: 'es6' } }] },
  ...(isCounting ? { setupFilesAfterEnv: ['<rootDir>/tools/coverage/collect.mjs'] } : {}),
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

const withDatabase = {
  globalSetup: '<rootDir>/tools/testing/start-postgres.mjs',
  globalTeardown: '<rootDir>/tools/testing/stop-postgres.mjs',
};

export default {
  // Tests wait for servers, browsers and the database, so one more than processors keeps them busy.
  maxWorkers: availableParallelism() + 1,
  testSequencer: './tools/testing/longest-first.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,migrations,tools}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.(int|e2e|faults)\\.spec\\.ts$', '<rootDir>/apps/web/'],
    },
    {
      ...shared,
      ...withDatabase,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,migrations}/**/*.int.spec.ts'],
    },
    {
      ...shared,
      ...withDatabase,
      globalSetup: '<rootDir>/tools/testing/start-e2e.mjs',
      displayName: 'e2e',
      testMatch: ['<rootDir>/apps/**/*.e2e.spec.ts'],
    },
    {
      ...shared,
      displayName: 'faults',
      testMatch: ['<rootDir>/apps/**/*.faults.spec.ts'],
    },
  ],
  // A command takes seconds to start where other work has the processors.
  testTimeout: 180_000,
};
