/** Palette search: fuzzy for actions, trackers and settings, by words for items. */
import {
  type Item,
  type Status,
  type TrackerSummary,
  typedItemId,
} from '@action-tracker/contracts';
import fuzzysort from 'fuzzysort';
import { matcherOf } from '../items/view/item-words';
import type { KeyActionId } from '../platform/keyboard/key-actions';
import type { PaletteCommandId } from '../platform/keyboard/palette-commands';

const MAX_ENTRIES = 12;
/** The list scrolls, so a common word can show many items. */
const MAX_ITEMS = 100;
/** Below this score too many letters are missing for a plausible match. */
const WORST_SCORE = 0.35;

export type PaletteEntry =
  | {
      readonly kind: 'action';
      readonly text: string;
      readonly id: KeyActionId | PaletteCommandId;
      readonly hint: string;
    }
  | {
      readonly kind: 'setting';
      readonly text: string;
      readonly choose: () => void;
      readonly hint: string;
    }
  | { readonly kind: 'place'; readonly text: string; readonly path: string; readonly hint: string };

export interface PaletteSetting {
  readonly text: string;
  readonly isCurrent: boolean;
  readonly choose: () => void;
}

interface PaletteSources {
  readonly actions: readonly {
    readonly id: KeyActionId | PaletteCommandId;
    /** The key combination; '' for none. */
    readonly shown: string;
    readonly label: string;
  }[];
  readonly trackers: readonly TrackerSummary[];
  /** Pages other than trackers and items. */
  readonly pages: readonly { readonly text: string; readonly path: string }[];
  /** Selectable languages and themes, and signing out. */
  readonly settings: readonly PaletteSetting[];
  readonly items: readonly Item[];
  /** Ids of the items that the server found for the query. */
  readonly found: { has(id: string): boolean };
  /** Labels that name the kind of an entry. */
  readonly words: {
    readonly tracker: string;
    readonly current: string;
    readonly status: (status: Status) => string;
  };
}

/**
 * The matches: first the item with this id, then actions, trackers and settings, then items by
 * title and notes. Without a query, the first actions and trackers.
 */
export function findEntries(
  { actions, trackers, pages, settings, items, found, words }: PaletteSources,
  query: string,
): readonly PaletteEntry[] {
  const others = [
    ...actions.map(({ id, label, shown }) => entryOfAction(id, label, shown)),
    ...trackers.map(({ id, prefix, name }) =>
      place(`${prefix} ${name}`, `/trackers/${id}`, words.tracker),
    ),
    ...pages.map(({ text, path }) => place(text, path, '')),
    ...settings.map(({ text, isCurrent, choose }) => ({
      ...{ kind: 'setting' as const, text, choose },
      hint: isCurrent ? words.current : '',
    })),
  ];
  const text = query.trim();
  if (text === '') return others.slice(0, MAX_ENTRIES);
  const named = fuzzysort.go(text, others, {
    key: 'text',
    limit: MAX_ENTRIES,
    threshold: WORST_SCORE,
  });
  const entryOf = ({ id, title, status }: Item) =>
    place(`${id} ${title}`, `/items/${id}`, words.status(status));
  const matches = matcherOf(text);
  const matching = items.filter((item) => matches(item) || found.has(item.id));
  const id = typedItemId(text);
  const meant = matching.filter((item) => item.id === id);
  const rest = matching.filter((item) => item.id !== id);
  return [
    ...meant.map(entryOf),
    ...named.map(({ obj }) => obj),
    ...rest.slice(0, MAX_ITEMS).map(entryOf),
  ];
}

const entryOfAction = (
  id: KeyActionId | PaletteCommandId,
  text: string,
  hint: string,
): PaletteEntry => ({
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
