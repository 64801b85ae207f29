/**
 * What the server finds for a text in a list: words of notes too, which the client does not hold.
 * Titles and ids are narrowed at once by the client; what the server finds comes beside them.
 */
import { computed, debounced, inject, linkedSignal, type Signal } from '@angular/core';
import type { ItemMatch, ListedItem } from '@action-tracker/contracts';
import { ItemsApi, type ListScope } from '../api/items-api';

export type Matches = ReadonlyMap<string, readonly ItemMatch[]>;

export interface ItemSearch {
  /** Where each found item matches, by id; without a text nothing. */
  readonly matches: Signal<Matches>;
  /** Everything that the server found, in its order. */
  readonly items: Signal<readonly ListedItem[]>;
  /** Whether the answer to the text is still to come. */
  readonly isPending: Signal<boolean>;
  /** Asks again, because items have changed. */
  refresh(): void;
}

interface Found {
  readonly scope: ListScope;
  readonly text: string;
  readonly items: readonly ListedItem[];
}

const PAUSE_MS = 150;

/** Searches a list for the text as it is typed. Needs an injection context. */
export function itemSearch(scope: () => ListScope | undefined, text: () => string): ItemSearch {
  const wanted = computed(() => text().trim());
  const typed = debounced(wanted, PAUSE_MS);
  const asked = computed(() => {
    const [list, words] = [scope(), typed.hasValue() ? typed.value() : ''];
    return list === undefined || words === '' ? undefined : { scope: list, text: words };
  });
  const answer = inject(ItemsApi).search(asked);
  const latest = linkedSignal<unknown, Found | undefined>({
    source: () => [asked(), answer.hasValue() ? answer.value() : undefined],
    computation: (_, previous) => {
      const question = asked();
      if (!question || !answer.hasValue()) return previous?.value;
      return { ...question, items: answer.value() };
    },
  });
  /** While the next answer is on its way, that to a part of the text, or to more, stays. */
  const found = computed(() => {
    const [before, words] = [latest(), wanted()];
    if (!before || before.scope !== scope() || words === '') return undefined;
    return before.text.startsWith(words) || words.startsWith(before.text) ? before : undefined;
  });
  return {
    items: computed(() => found()?.items ?? []),
    matches: computed(
      () => new Map(found()?.items.map(({ id, matched = [] }) => [id, matched] as const)),
    ),
    isPending: computed(
      () => wanted() !== '' && found()?.text !== wanted() && answer.status() !== 'error',
    ),
    refresh: () => {
      if (asked()) answer.reload();
    },
  };
}
