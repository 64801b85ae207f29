/**
 * Light, dark or system theme. Every color is a pair (`light-dark()` in the style sheets), so a
 * theme is only the page's color scheme. The script in `index.html` applies it before the first
 * paint; this service stores and changes it.
 */
import { DOCUMENT, inject, Service, signal } from '@angular/core';
import { THEME_COOKIE } from '@action-tracker/contracts';
import { BrowserStorage } from '../browser-storage/browser-storage';

export const THEME_KEY = 'action-tracker-theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

@Service()
export class Colours {
  private readonly storage = inject(BrowserStorage);
  private readonly document = inject(DOCUMENT);
  private readonly root = this.document.documentElement;
  private readonly chosen = signal(this.remembered());

  readonly theme = this.chosen.asReadonly();

  constructor() {
    this.paint();
  }

  choose(theme: Theme): void {
    this.chosen.set(theme);
    if (theme === 'system') this.storage.remove(THEME_KEY);
    else this.storage.writeText(THEME_KEY, theme);
    this.paint();
  }

  private paint(): void {
    const theme = this.chosen();
    this.root.style.colorScheme = theme === 'system' ? '' : theme;
    this.tellServer(theme);
  }

  /** Pages rendered by the server, such as sign-in, cannot read browser storage. */
  private tellServer(theme: Theme): void {
    const seconds = theme === 'system' ? 0 : 31_536_000;
    try {
      this.document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${seconds}; samesite=lax`;
    } catch {
      // Without cookies they follow the system.
    }
  }

  private remembered(): Theme {
    const stored = this.storage.readText(THEME_KEY);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  }
}
