/**
 * Text that was typed and not yet sent, per person: it survives a reload and an expired session, and
 * nobody else who signs in here sees it. A draft of an item knows the version it was begun from, so
 * that sending it days later cannot overwrite what others saved meanwhile.
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
    // Emptied storage is no decision of another tab: what is typed here stays.
    const look = ({ key, newValue }: StorageEvent) => {
      if (key === DRAFTS_KEY && newValue !== null) this.known.set(this.stored());
    };
    window?.addEventListener('storage', look);
    inject(DestroyRef).onDestroy(() => window?.removeEventListener('storage', look));
  }

  /** Whether a draft is kept, also as other tabs have left it. */
  has(id: string): boolean {
    return this.known().some((draft) => draft.id === id);
  }

  /** The drafts of a person, as this page knows them, oldest first. */
  of(userId: number): readonly Draft[] {
    return this.known().filter((draft) => draft.userId === userId);
  }

  /** The drafts of one thing, oldest first; there are several when one was begun beside another. */
  read(userId: number, name: string): readonly Draft[] {
    return this.of(userId).filter((draft) => draft.name === name);
  }

  /** Keeps a draft in place of what is kept under its id. */
  keep(draft: Draft): void {
    this.change((others) => [...others, draft], draft.id);
  }

  forget(id: string): void {
    this.change((others) => others, id);
  }

  /** Forgets a draft that was sent or emptied, unless another tab has gone on with it since. */
  settle({ id, fields }: Draft): void {
    const stored = this.stored().find((draft) => draft.id === id);
    if (!stored || isSame(stored.fields, fields)) this.forget(id);
  }

  forgetAllOf(userId: number): void {
    this.store(this.stored().filter((draft) => draft.userId !== userId));
  }

  /** Starts from what is stored, because another tab may have written since. */
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

/** Both were made by one program, with their fields in one order. */
export const isSame = (one: Fields | undefined, other: Fields): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

export type { Draft, Fields };
