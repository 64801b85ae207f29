import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEnvFile } from './settings';

const NAME = 'ACTION_TRACKER_TEST_ZONE';

describe('the file .env', () => {
  const before = process.cwd();
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-tracker-env-'));
    process.chdir(folder);
  });

  afterEach(() => {
    process.chdir(before);
    Reflect.deleteProperty(process.env, NAME);
    rmSync(folder, { recursive: true });
  });

  const load = (content: string | Uint8Array) => {
    writeFileSync('.env', content);
    loadEnvFile();
    return process.env[NAME];
  };

  it.each([
    ['a byte order mark', `\uFEFF${NAME}=Europe/Zürich\n`],
    ['line ends of Windows', `A_1=b\r\n${NAME}="Europe/Zürich"\r\n`],
    ['line ends of old Macintoshs', `A_1=b\r${NAME}=Europe/Zürich\r`],
    ['comments', `# zone\n${NAME}=Europe/Zürich # here\n`],
  ])('is read with %s', (_, content) => {
    expect(load(content)).toBe('Europe/Zürich');
  });

  it('loses against the environment', () => {
    process.env[NAME] = 'UTC';
    expect(load(`${NAME}=Europe/Zürich\n`)).toBe('UTC');
  });

  it('is refused with other bytes than UTF-8', () => {
    const latin = Buffer.from(`A_1=b\n${NAME}=Z\xfcrich\n`, 'latin1');
    expect(() => load(latin)).toThrow('Expected UTF-8 in .env, found other bytes on line 2');
    const utf16 = Buffer.from(`\uFEFF${NAME}=x\n`, 'utf16le');
    expect(() => load(utf16)).toThrow('found UTF-16');
    expect(process.env[NAME]).toBeUndefined();
  });

  it('need not be there', () => {
    expect(loadEnvFile).not.toThrow();
  });
});
