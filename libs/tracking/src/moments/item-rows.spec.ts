import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SOURCE = join(import.meta.dirname, '..');

/** What reads items without `ItemRows`, and why that shows no withdrawn item as if it were in use. */
const OTHERS: Readonly<Record<string, string>> = {
  'agenda/agenda-items.ts': 'its conditions require items in use',
  'agenda/minutes.ts': 'its conditions require items in use',
  'figures/untouched.ts': 'reads the times of items that it gets from `ItemRows`',
  'items/action-items.ts': 'lists every item, for the command line and tests',
  'items/live-item.ts': 'answers one item, which says that it is withdrawn',
  'lists/counted-items.ts': 'asks for the day of the first item, which an item keeps',
  'measures/version-source.ts': 'measures say themselves whether they count withdrawn items',
  'merging/merge-users.ts': 'its condition requires items in use, because others cannot change',
  'moments/versions.ts': 'answers every version; each says whether the item was withdrawn',
  'moments/undone-items.ts': 'looks for withdrawn items',
  'reports/item-counts.ts': 'counts only items in use',
  'search/search-words.ts': 'the versions that it finds are chosen among by those who ask',
  'together/undo-permissions.ts': 'asks who owns an item',
  'trackers/tracker-past.ts': 'reads numbers, which withdrawn items keep',
};

it('is where every other statement gets its items', () => {
  const files = globSync('**/*.ts', { cwd: SOURCE }).filter((name) => !name.endsWith('.spec.ts'));
  const reading = files.filter((name) =>
    /\b(?:FROM|JOIN)\s+(?:action_items|item_versions)\b/.test(
      readFileSync(join(SOURCE, name), 'utf8'),
    ),
  );
  const known = ['moments/item-rows.ts', ...Object.keys(OTHERS)];
  expect(reading.map((name) => relative(SOURCE, join(SOURCE, name))).toSorted()).toEqual(
    known.toSorted(),
  );
});
