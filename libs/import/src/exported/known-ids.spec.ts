import { memoryFile } from '../testing/memory-file';
import { countKnownIds } from './known-ids';

const TRACKER = { prefix: 'AD', next_number: 4 };
const FORMAT = { delimiter: ',', encoding: 'utf-8', header: 1 } as const;

const count = (lines: readonly string[], samples: readonly string[]) =>
  countKnownIds({
    ...{ file: memoryFile(lines.join('\n')), format: FORMAT, tracker: TRACKER },
    columns: [
      { name: 'Title', samples: ['Sign'] },
      { name: 'ID', samples },
    ],
  });

describe('rows with the id of an item', () => {
  it('are counted where the tracker has given out the number', async () => {
    const lines = ['ID,Title', 'AD-001,Sign', 'ad-3,Test', 'AD-004,New', 'RL-001,Other', ',None'];
    expect(await count(lines, ['AD-001', 'ad-3', 'AD-004', 'RL-001'])).toBe(2);
  });

  it('are none in a column that holds something else, too', async () => {
    expect(await count(['ID,Title', 'AD-001,Sign', 'later,Test'], ['AD-001', 'later'])).toBe(0);
  });

  it('are none in an empty column', async () => {
    expect(await count(['ID,Title', ',Sign'], [])).toBe(0);
  });
});
