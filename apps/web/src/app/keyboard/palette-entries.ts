/** What the palette finds: actions of this page, trackers and items, best match first. */
import type { Item, Status, TrackerSummary } from '@action-tracker/contracts';
import fuzzysort from 'fuzzysort';
import type { KeyAction, KeyActionId } from './key-actions';

const MAX_ENTRIES = 12;

export type PaletteEntry =
  | {
      readonly kind: 'action';
      readonly text: string;
      readonly id: KeyActionId;
      readonly hint: string;
    }
  | { readonly kind: 'place'; readonly text: string; readonly path: string; readonly hint: string };

interface PaletteSources {
  readonly actions: readonly (KeyAction & { readonly id: KeyActionId; readonly label: string })[];
  readonly trackers: readonly TrackerSummary[];
  readonly items: readonly Item[];
  /** What stands beside an entry, to tell what it is. */
  readonly words: {
    readonly tracker: string;
    readonly status: (status: Status) => string;
  };
}

export function paletteEntries({
  actions,
  trackers,
  items,
  words,
}: PaletteSources): readonly PaletteEntry[] {
  return [
    ...actions.map(({ id, label, shown }) => entryOfAction(id, label, shown)),
    ...trackers.map(({ id, prefix, name }) =>
      place(`${prefix} ${name}`, `/trackers/${id}`, words.tracker),
    ),
    ...items.map(({ id, title, status }) =>
      place(`${id} ${title}`, `/items/${id}`, words.status(status)),
    ),
  ];
}

/** The best matches; without a query the first entries, which are the actions. */
export function findEntries(
  entries: readonly PaletteEntry[],
  query: string,
): readonly PaletteEntry[] {
  if (query.trim() === '') return entries.slice(0, MAX_ENTRIES);
  const found = fuzzysort.go(query.trim(), entries, { key: 'text', limit: MAX_ENTRIES });
  return found.map(({ obj }) => obj);
}

const entryOfAction = (id: KeyActionId, text: string, hint: string): PaletteEntry => ({
  kind: 'action',
  id,
  text,
  hint,
});

const place = (text: string, path: string, hint: string): PaletteEntry => ({
  kind: 'place',
  text,
  path,
  hint,
});
