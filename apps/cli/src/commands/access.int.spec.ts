/** Who may do what, from the command line: the first admin, and the members of a tracker. */
import { createEmptyDatabase } from '@action-tracker/runtime/testing';
import { Interruption } from '../interruption';
import { createProgram } from '../program';

const MARIA = 'maria@example.com';
const JOAO = 'joao@example.com';
/** Who manages the sample trackers. */
const MANAGER = 'mariana.figueiredo@example.com';
const AS = ['--as', MARIA] as const;

/** What the command prints; it throws what it is refused with. */
async function run(...words: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const terminal = {
    isWatched: false,
    print: (text: string) => Promise.resolve(void printed.push(text)),
    report: () => undefined,
  };
  const program = createProgram({ terminal, interruption: new Interruption() });
  await program.parseAsync(words, { from: 'user' });
  return printed.join('');
}

const members = (...words: readonly string[]) => run('members', '--tracker', 'AD', ...words);
const rolesIn = (json: string) =>
  (JSON.parse(json) as readonly { email: string; role: string }[]).map(({ email, role }) => [
    email,
    role,
  ]);

beforeAll(async () => {
  process.env.DATABASE_URL = await createEmptyDatabase();
  await run('migrate');
  await run('create-user', '--email', MARIA, '--name', 'Maria');
  await run('create-user', '--email', JOAO, '--name', 'João');
  await run('seed', ...AS);
});

describe('grant-admin', () => {
  it('refuses an address that no user has', async () => {
    await expect(run('grant-admin', 'nobody@example.com')).rejects.toThrow(
      'Expected the e-mail address of a user, found nobody@example.com, which no user has',
    );
  });

  it('makes somebody an admin, and again changes nothing', async () => {
    expect(await run('grant-admin', MARIA)).toBe(`Maria, ${MARIA}, is an admin.\n`);
    expect(JSON.parse(await run('grant-admin', MARIA, '--json'))).toEqual({ email: MARIA });
  });
});

describe('members', () => {
  it.each([
    [['--add', JOAO, ...AS], 'Expected --add with --role, or --remove; found something else'],
    [
      ['--add', JOAO, '--role', 'editor', '--remove', MARIA, ...AS],
      'Expected --add with --role, or --remove; found something else',
    ],
    [['--add', JOAO, '--role', 'editor'], 'Expected a user to write as'],
    [
      ['--add', 'nobody@example.com', '--role', 'editor', ...AS],
      'Expected the e-mail address of a user, found nobody@example.com',
    ],
    [['--add', JOAO, '--role', 'owner', ...AS], "argument 'owner' is invalid"],
    [['--remove', JOAO, ...AS], 'not found'],
    [['--remove', MANAGER, ...AS], 'Expected another manager who stays, found none'],
  ])('%j is refused', async (words, message) => {
    await expect(members(...words)).rejects.toThrow(message);
  });

  it('of a tracker that does not exist are refused, with those that do', async () => {
    await expect(run('members', '--tracker', 'ZZ')).rejects.toThrow(
      /Expected the prefix of a tracker \(.*AD.*\), found ZZ, which no tracker has/,
    );
  });

  it('are added, get another role, and are removed', async () => {
    expect(rolesIn(await members('--json'))).toEqual([[MANAGER, 'manager']]);
    await members('--add', JOAO, '--role', 'viewer', ...AS);
    const changed = await members('--add', JOAO, '--role', 'editor', '--json', ...AS);
    expect(rolesIn(changed)).toContainEqual([JOAO, 'editor']);
    expect(await members('--remove', JOAO, ...AS)).toMatch(/^manager  .*, mariana\.[^\n]*\n$/);
  });
});

describe('merge-users', () => {
  it('moves roles in trackers, and says so', async () => {
    const old = 'j.silva@example.com';
    await run('create-user', '--email', old, '--name', 'J. Silva');
    await members('--add', old, '--role', 'contributor', ...AS);
    const names = ['merge-users', '--from', old, '--into', JOAO] as const;
    expect(await run(...names, '--dry-run')).toContain('1 role in trackers would be moved.');
    expect(await run(...names, ...AS)).toContain('1 role in trackers moved.');
    const roles = rolesIn(await members('--json'));
    expect(roles).toContainEqual([JOAO, 'contributor']);
    expect(roles.map(([email]) => email)).not.toContain(old);
  });
});
