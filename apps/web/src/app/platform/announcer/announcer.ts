import { Service, signal } from '@angular/core';

const FORGET_AFTER_MS = 10_000;

/** Tells people who cannot see the page what it just did. The frame of the page has the live region. */
@Service()
export class Announcer {
  private readonly said = signal('');
  private forgetting: ReturnType<typeof setTimeout> | undefined;

  readonly text = this.said.asReadonly();

  /** Words that are there already are no news, so they go away first. */
  announce(text: string): void {
    this.said.set('');
    setTimeout(() => this.said.set(text));
    // Who walks through the page later must not read about another page.
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.said.set(''), FORGET_AFTER_MS);
  }
}
