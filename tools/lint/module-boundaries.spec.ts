import { spawnSync } from 'node:child_process';
import { join, relative, sep } from 'node:path';

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string; readonly message: string }[];
}

/** Runs a tool of the workspace and returns its output. */
function run(tool: string, args: readonly string[]): string {
  const program = join('node_modules', tool);
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`${tool} printed nothing but: ${stderr}`);
  return stdout;
}

interface ProjectGraph {
  readonly graph: {
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
}

describe('The project graph', () => {
  it('follows imports, so that a change in a library rebuilds what uses it', () => {
    const output = run('nx/dist/bin/nx.js', ['graph', '--print']);
    const { graph } = JSON.parse(output.slice(output.indexOf('{'))) as ProjectGraph;
    const targets = (project: string) =>
      graph.dependencies[project]?.map(({ target }) => target) ?? [];
    expect(targets('api')).toEqual(expect.arrayContaining(['tracking', 'runtime', 'domain']));
    expect(targets('tracking')).toEqual(expect.arrayContaining(['event-store', 'domain']));
    expect(targets('web')).toContain('contracts');
  });
});

/** The linter's messages for each of the files that exist only to be refused. */
function messagesAbout(fixtures: readonly string[]): ReadonlyMap<string, readonly string[]> {
  // The boundary rule reads the project graph and would accept everything without one.
  run('nx/dist/bin/nx.js', ['show', 'projects']);
  const output = run('eslint/bin/eslint.js', ['--no-ignore', '--format', 'json', ...fixtures]);
  const results = JSON.parse(output) as readonly LintResult[];
  return new Map(
    results.map(({ filePath, messages }) => [
      relative('.', filePath).replaceAll(sep, '/'),
      messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
    ]),
  );
}

describe('The module boundaries', () => {
  const refused: readonly (readonly [file: string, messages: readonly string[]])[] = [
    [
      'libs/contracts/boundary-fixture/contracts-import-the-server.ts',
      ['@nx/enforce-module-boundaries: A project tagged with "scope:contracts" can only'],
    ],
    [
      'libs/import/boundary-fixture/import-reaches-outside.ts',
      [
        `@nx/enforce-module-boundaries: A project tagged with "scope:import" is not allowed to import "cli-progress"`,
        `@nx/enforce-module-boundaries: A project tagged with "scope:import" is not allowed to import "fastify"`,
        '@nx/enforce-module-boundaries: Projects cannot be imported by a relative or absolute path',
        "no-restricted-globals: Unexpected use of 'process'",
      ],
    ],
    [
      'tools/lint/boundary-fixture/files/one.ts',
      [
        'circles/no-file-circle: Circle of imports: ',
        'files/one.ts → tools/lint/boundary-fixture/files/other.ts → tools/',
      ],
    ],
    [
      'tools/lint/boundary-fixture/folders/one/first.ts',
      [
        'circles/no-folder-circle: Circle of folders: ',
        'folders/one → tools/lint/boundary-fixture/folders/other → tools/',
      ],
    ],
    [
      'tools/lint/boundary-fixture/platform/language/language-knows-trackers.ts',
      ["no-restricted-imports: '../../trackers/tracker' import is restricted"],
    ],
  ];
  let found: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    found = messagesAbout(refused.map(([file]) => file));
  });

  it.each(refused)('are enforced: the linter refuses %s', (file, expected) => {
    for (const start of expected) {
      expect(found.get(file)).toContainEqual(expect.stringContaining(start));
    }
  });
});

describe('The rules that need types', () => {
  it.each([
    'typescript(no-floating-promises)',
    "typescript(TS2322): Type 'Promise<string>' is not assignable to type 'Promise<number>'",
  ])('are enforced: %s', (message) => {
    const file = 'tools/lint/boundary-fixture/types/wrong-types.ts';
    expect(run('oxlint/bin/oxlint', [file])).toContain(message);
  });
});
