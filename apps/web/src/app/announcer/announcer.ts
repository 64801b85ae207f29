import { Service, signal } from '@angular/core';

/** Tells people who cannot see the page what it just did. The frame of the page has the live region. */
@Service()
export class Announcer {
  private readonly said = signal('');

  readonly text = this.said.asReadonly();

  /** Words that are there already are no news, so they go away first. */
  announce(text: string): void {
    this.said.set('');
    setTimeout(() => this.said.set(text));
  }
}
