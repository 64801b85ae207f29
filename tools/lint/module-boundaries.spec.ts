import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURE = 'libs/contracts/boundary-fixture/contracts-import-the-server.ts';
const RULE = '@nx/enforce-module-boundaries';

interface LintResult {
  readonly messages: readonly { readonly ruleId: string; readonly message: string }[];
}

/** Runs a tool of the workspace and answers what it printed. */
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

describe('The module boundaries', () => {
  it('are enforced: the linter refuses an import that the architecture forbids', () => {
    expect(existsSync(FIXTURE)).toBe(true);
    // The rule reads the project graph and would pass everything without one.
    run('nx/dist/bin/nx.js', ['show', 'projects']);
    const output = run('eslint/bin/eslint.js', ['--no-ignore', '--format', 'json', FIXTURE]);
    const [result] = JSON.parse(output) as readonly LintResult[];
    const found = result?.messages.find(({ ruleId }) => ruleId === RULE);
    expect(found?.message).toContain('"scope:contracts"');
  });
});
