import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from './output';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-tracker-output-'));
  printed = '';
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const terminal = {
  isWatched: false,
  report: () => undefined,
  print: (text: string) => {
    printed += text;
    return Promise.resolve();
  },
};

async function* pieces(isFailing = false) {
  yield await Promise.resolve('one ');
  if (isFailing) throw new RangeError('The ledger ended early');
  yield 'two';
}

const at = (name: string) => join(folder, name);

describe('an export', () => {
  it('goes to stdout where no file is named', async () => {
    await writeOutput(terminal, undefined, pieces());
    expect(printed).toBe('one two');
  });

  it('makes a file, or takes the place of one', async () => {
    writeFileSync(at('old'), 'before');
    for (const name of ['new', 'old']) {
      await writeOutput(terminal, at(name), pieces());
      expect(readFileSync(at(name), 'utf8')).toBe('one two');
    }
    expect(readdirSync(folder).sort()).toEqual(['new', 'old']);
  });

  it('writes to what a link leads to, and leaves the link', async () => {
    writeFileSync(at('real'), 'before');
    symlinkSync(at('real'), at('link'));
    await writeOutput(terminal, at('link'), pieces());
    expect(readFileSync(at('real'), 'utf8')).toBe('one two');
  });

  it('leaves what was there when it fails', async () => {
    writeFileSync(at('old'), 'before');
    await expect(writeOutput(terminal, at('old'), pieces(true))).rejects.toThrow('ended early');
    expect(readFileSync(at('old'), 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['old']);
  });

  it('does not take the place of a folder', async () => {
    mkdirSync(at('folder'));
    await expect(writeOutput(terminal, at('folder'), pieces())).rejects.toThrow(
      'it exists and is not a file',
    );
  });
});
