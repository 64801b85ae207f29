import presets from 'jest-preset-angular/presets/index.js';

// West of Greenwich, a calendar day that passes through `Date` becomes the day before.
process.env.TZ = 'America/Los_Angeles';

const { transform, ...preset } = presets.createEsmPreset({
  tsconfig: '<rootDir>/tsconfig.spec.json',
});

/** Specs of the client: jsdom, zoneless, native ES modules (NODE_OPTIONS=--experimental-vm-modules). */
export default {
  ...preset,
  displayName: 'web',
  transform,
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^@action-tracker/contracts/testing$': '<rootDir>/../../libs/contracts/src/testing/index.ts',
    '^@action-tracker/(contracts|domain)$': '<rootDir>/../../libs/$1/src/index.ts',
  },
};
