/**
 * Everything that the client keeps in the browser between visits goes through here, because the
 * browser may refuse it at any time: storage can be blocked (reading `localStorage` throws), missing
 * (it is null), full (`setItem` throws), or hold what another program or version wrote. A refusal
 * costs what would have been remembered, never the page. What could not be stored is kept in memory,
 * so that it lasts at least until the page is closed.
 */
import { DOCUMENT, inject, Service } from '@angular/core';

@Service()
export class BrowserStorage {
  private readonly window = inject(DOCUMENT).defaultView;
  /** What the browser refused to store or to remove, by key; null was removed. */
  private readonly refused = new Map<string, string | null>();

  /** The text stored under a key; null when there is none. */
  readText(key: string): string | null {
    const refused = this.refused.get(key);
    if (refused !== undefined) return refused;
    try {
      return this.storage()?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  writeText(key: string, text: string): void {
    this.attempt(key, text, (storage) => storage.setItem(key, text));
  }

  /** The value stored under a key; null when there is none, and when it is not JSON. */
  read(key: string): unknown {
    try {
      return JSON.parse(this.readText(key) ?? 'null');
    } catch {
      return null; // Broken content is as good as none.
    }
  }

  /** @param value Anything that JSON can hold. */
  write(key: string, value: unknown): void {
    this.writeText(key, JSON.stringify(value));
  }

  remove(key: string): void {
    this.attempt(key, null, (storage) => storage.removeItem(key));
  }

  /** @throws DOMException where storage is blocked. */
  private storage(): Storage | null | undefined {
    return this.window?.localStorage;
  }

  private attempt(key: string, text: string | null, change: (storage: Storage) => void): void {
    try {
      const storage = this.storage();
      if (!storage) throw new Error('Expected localStorage, found none');
      change(storage);
      this.refused.delete(key);
    } catch (error) {
      if (this.refused.size === 0) console.warn('The browser stores nothing for this page', error);
      this.refused.set(key, text);
    }
  }
}
