/** Reads ledger entries, to compare them before and after user input. */
import type { ItemEventEntry } from '@action-tracker/contracts';
import type { ApiClient } from './api-client';

/** The entries of an item, oldest first, each as its type and result. */
export async function ledgerOf(api: ApiClient, itemId: string): Promise<readonly unknown[]> {
  const { body } = await api.get<readonly ItemEventEntry[]>(`/api/items/${itemId}/events`);
  return body.map(({ type, to }) => ({ type, to }));
}

/** Waits until an item has this many entries, and returns those after the given ones. */
export async function newEntries(
  api: ApiClient,
  itemId: string,
  before: readonly unknown[],
): Promise<readonly unknown[]> {
  let after = await ledgerOf(api, itemId);
  while (after.length === before.length) after = await ledgerOf(api, itemId);
  return after.slice(before.length);
}
