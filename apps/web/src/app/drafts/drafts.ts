/**
 * Text that was typed and not yet sent, per person: it survives a reload and an expired session, and
 * nobody else who signs in here sees it. A draft of an item knows the version it was begun from, so
 * that sending it days later cannot overwrite what others saved meanwhile.
 */
import { inject, Service, signal } from '@angular/core';
import { BrowserStorage } from '../browser-storage/browser-storage';
import { type Draft, type Fields, storedDrafts } from './stored-drafts';

export const DRAFTS_KEY = 'action-tracker-drafts';
const VERSION = 2;

@Service()
export class Drafts {
  private readonly storage = inject(BrowserStorage);
  private readonly known = signal(storedDrafts(this.storage.read(DRAFTS_KEY)));

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

export type { Draft, Fields };
