import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from './settings';

const SECRET = 'a secret that nobody should ever see in a log';

describe('a secret in a mounted file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-tracker-settings-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const fileWith = (content: string): string => {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return path;
  };

  it('is read without the line end that editors add', () => {
    const url = 'postgres://user:pass@host/db';
    expect(readSettings({ JWT_SECRET_FILE: fileWith(`${SECRET}\n`) }).jwtSecret).toBe(SECRET);
    expect(readSettings({ DATABASE_URL_FILE: fileWith(`${url}\r\n`) }).databaseUrl).toBe(url);
  });

  it('is read without a byte order mark, and refused when it is no UTF-8', () => {
    expect(readSettings({ JWT_SECRET_FILE: fileWith(`\uFEFF${SECRET}`) }).jwtSecret).toBe(SECRET);
    writeFileSync(fileWith(''), Buffer.from(`${SECRET}\xfc`, 'latin1'));
    expect(() => readSettings({ JWT_SECRET_FILE: join(folder, 'secret') })).toThrow(
      'JWT_SECRET_FILE: expected a UTF-8 file, found invalid bytes',
    );
  });

  it('loses against the variable itself', () => {
    const JWT_SECRET_FILE = fileWith('x'.repeat(32));
    expect(readSettings({ JWT_SECRET: SECRET, JWT_SECRET_FILE }).jwtSecret).toBe(SECRET);
  });

  it.each(['', '\n', 'too short'])('is refused when it holds %j', (content) => {
    expect(() => readSettings({ JWT_SECRET_FILE: fileWith(content) })).toThrow(
      'JWT_SECRET: expected at least 32 bytes, found something else (not shown)',
    );
  });

  it('is missed by the name of the variable that points to it', () => {
    for (const path of [join(folder, 'nowhere'), folder]) {
      expect(() => readSettings({ JWT_SECRET_FILE: path })).toThrow(
        `JWT_SECRET_FILE: expected the path of a readable file, found "${path}"`,
      );
    }
  });
});
