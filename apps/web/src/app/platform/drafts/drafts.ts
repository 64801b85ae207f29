/**
 * Unsent text per user: it survives a reload and an expired session, and other users of this
 * browser cannot see it. A draft of an item records the version it is based on, so that sending it
 * days later cannot overwrite changes by others.
 */
import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { BrowserStorage } from '../browser-storage/browser-storage';
import { type Draft, type Fields, storedDrafts } from './stored-drafts';

export const DRAFTS_KEY = 'action-tracker-drafts';
const VERSION = 2;

@Service()
export class Drafts {
  private readonly storage = inject(BrowserStorage);
  private readonly known = signal(storedDrafts(this.storage.read(DRAFTS_KEY)));

  constructor() {
    const window = inject(DOCUMENT).defaultView;
    // Cleared storage is not a decision of another tab, so keep this tab's drafts.
    const look = ({ key, newValue }: StorageEvent) => {
      if (key === DRAFTS_KEY && newValue !== null) this.known.set(this.stored());
    };
    window?.addEventListener('storage', look);
    inject(DestroyRef).onDestroy(() => window?.removeEventListener('storage', look));
  }

  /** Whether a draft is still stored, including changes by other tabs. */
  has(id: string): boolean {
    return this.known().some((draft) => draft.id === id);
  }

  /** The drafts of a user known to this page, oldest first. */
  of(userId: number): readonly Draft[] {
    return this.known().filter((draft) => draft.userId === userId);
  }

  /** The drafts with one name, oldest first; several exist if one was started beside another. */
  read(userId: number, name: string): readonly Draft[] {
    return this.of(userId).filter((draft) => draft.name === name);
  }

  /** Stores a draft, replacing the one with its id. */
  keep(draft: Draft): void {
    this.change((others) => [...others, draft], draft.id);
  }

  forget(id: string): void {
    this.change((others) => others, id);
  }

  /** Removes a draft that was sent or emptied, unless another tab has changed it since. */
  settle({ id, fields }: Draft): void {
    const stored = this.stored().find((draft) => draft.id === id);
    if (!stored || isSame(stored.fields, fields)) this.forget(id);
  }

  forgetAllOf(userId: number): void {
    this.store(this.stored().filter((draft) => draft.userId !== userId));
  }

  /** Starts from the stored drafts, because another tab may have written in the meantime. */
  private change(add: (others: readonly Draft[]) => readonly Draft[], id: string): void {
    this.store(add(this.stored().filter((draft) => draft.id !== id)));
  }

  private stored(): readonly Draft[] {
    return storedDrafts(this.storage.read(DRAFTS_KEY));
  }

  private store(drafts: readonly Draft[]): void {
    this.known.set(drafts);
    this.storage.write(DRAFTS_KEY, { version: VERSION, drafts });
  }
}

/** Comparable as JSON: the same program wrote both, with the same key order. */
export const isSame = (one: Fields | undefined, other: Fields): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

export type { Draft, Fields };
