/**
 * Server-side search in a list. It covers note texts, which the client does not have. The client
 * filters titles and ids at once and adds the server's results when they arrive.
 */
import { computed, debounced, inject, linkedSignal, type Signal } from '@angular/core';
import type { Params } from '@angular/router';
import type { ItemMatch, ListedItem } from '@action-tracker/contracts';
import { ItemsApi, type ListScope } from '../api/items-api';

export type Matches = ReadonlyMap<string, readonly ItemMatch[]>;

export interface ItemSearch {
  /** Where each found item matched, by id; empty without a text. */
  readonly matches: Signal<Matches>;
  /** All items the server found, in its order. */
  readonly items: Signal<readonly ListedItem[]>;
  /** Whether the results for the text are pending. */
  readonly isPending: Signal<boolean>;
  /** Searches again, because items have changed. */
  refresh(): void;
}

interface Found {
  readonly scope: ListScope;
  readonly text: string;
  readonly items: readonly ListedItem[];
}

const PAUSE_MS = 150;

/**
 * Searches a list as the user types. Requires an injection context.
 *
 * @param params They name the moment; now if left out.
 */
export function itemSearch(
  scope: () => ListScope | undefined,
  text: () => string,
  params?: () => Params,
): ItemSearch {
  const wanted = computed(() => text().trim());
  const typed = debounced(wanted, PAUSE_MS);
  const asked = computed(() => {
    const [list, words] = [scope(), typed.hasValue() ? typed.value() : ''];
    return list === undefined || words === '' ? undefined : { scope: list, text: words };
  });
  const answer = inject(ItemsApi).search(asked, params);
  const latest = linkedSignal<unknown, Found | undefined>({
    source: () => [asked(), answer.hasValue() ? answer.value() : undefined],
    computation: (_, previous) => {
      const question = asked();
      if (!question || !answer.hasValue()) return previous?.value;
      return { ...question, items: answer.value() };
    },
  });
  /** Until the next results arrive, keep those for a prefix or an extension of the text. */
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
