/** Events are written by one SQL function and by one COPY, and in no other way. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHIPPED = ['libs', 'apps/api', 'apps/cli', 'migrations'];

/** Every source file that runs in production, and its text without line breaks. */
const sources = SHIPPED.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|testing/.test(file))
    .map((file) => ({
      file: join(folder, file),
      text: readFileSync(join(folder, file), 'utf8').replace(/\s+/g, ' '),
    })),
);

const filesWith = (pattern: RegExp) =>
  sources.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(() => file));

describe('Events', () => {
  it('are inserted by one SQL function', () => {
    expect(filesWith(/INSERT INTO events\b/gi)).toEqual([
      'migrations/2026-11-28-000020_contract_appends.ts',
    ]);
  });

  it('are copied in one way', () => {
    expect(filesWith(/\bevents \( ?ledger_id, position,/gi)).toEqual([
      'libs/event-store/src/write/copied-rows.ts',
      'migrations/2026-11-28-000020_contract_appends.ts',
    ]);
    expect(filesWith(/COPY events\b/gi)).toEqual([]);
  });

  it('are changed by nobody but the verification, which tries whether it is refused', () => {
    expect(filesWith(/(UPDATE|DELETE FROM|TRUNCATE) events\b/gi)).toEqual([
      'libs/event-store/src/verify/verify-invariants.ts',
    ]);
  });
});
