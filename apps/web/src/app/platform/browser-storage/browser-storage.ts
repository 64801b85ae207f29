/**
 * The only access to browser storage, because it may fail at any time: it can be blocked (reading
 * `localStorage` throws), missing (it is null), full (`setItem` throws), or contain data of another
 * program or version. A failure loses remembered data but never breaks the page. What could not be
 * stored is kept in memory until the page is closed.
 */
import { DOCUMENT, inject, Service } from '@angular/core';

@Service()
export class BrowserStorage {
  private readonly window = inject(DOCUMENT).defaultView;
  /** Writes that the browser refused, by key; null means removed. */
  private readonly refused = new Map<string, string | null>();

  /** The stored text; null if there is none. */
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

  /** The stored value; null if there is none or it is not JSON. */
  read(key: string): unknown {
    try {
      return JSON.parse(this.readText(key) ?? 'null');
    } catch {
      return null; // Treat damaged content as missing.
    }
  }

  /** @param value Any JSON value. */
  write(key: string, value: unknown): void {
    this.writeText(key, JSON.stringify(value));
  }

  remove(key: string): void {
    this.attempt(key, null, (storage) => storage.removeItem(key));
  }

  /** @throws DOMException when storage is blocked. */
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
