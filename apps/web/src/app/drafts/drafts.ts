/**
 * Text that was typed and not yet sent, in localStorage, per person: it survives a reload and an
 * expired session, and nobody else who signs in here sees it.
 */
import { inject, Service } from '@angular/core';
import { BrowserStorage } from '../browser-storage/browser-storage';

export const DRAFTS_KEY = 'action-tracker-drafts';
const VERSION = 1;

/** The fields of a form that somebody began to fill in. */
export type Draft = Readonly<Record<string, string>>;
/** By `<user id> <what it is a draft of>`. */
type Stored = Readonly<Record<string, Draft>>;

@Service()
export class Drafts {
  private readonly storage = inject(BrowserStorage);

  read(userId: number, name: string): Draft | undefined {
    return this.all()[`${userId} ${name}`];
  }

  /** Keeps a draft; undefined forgets it. */
  write(userId: number, name: string, draft: Draft | undefined): void {
    const { [`${userId} ${name}`]: _, ...others } = this.all();
    this.store(draft ? { ...others, [`${userId} ${name}`]: draft } : others);
  }

  countOf(userId: number): number {
    return Object.keys(this.all()).filter((key) => key.startsWith(`${userId} `)).length;
  }

  forgetAllOf(userId: number): void {
    const others = Object.entries(this.all()).filter(([key]) => !key.startsWith(`${userId} `));
    this.store(Object.fromEntries(others));
  }

  private store(drafts: Stored): void {
    this.storage.write(DRAFTS_KEY, { version: VERSION, drafts });
  }

  private all(): Stored {
    const stored = this.storage.read(DRAFTS_KEY);
    return isStored(stored) ? stored.drafts : {};
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function isStored(value: unknown): value is { readonly drafts: Stored } {
  if (!isObject(value) || value['version'] !== VERSION || !isObject(value['drafts'])) return false;
  return Object.values(value['drafts']).every(
    (draft) => isObject(draft) && Object.values(draft).every((text) => typeof text === 'string'),
  );
}
