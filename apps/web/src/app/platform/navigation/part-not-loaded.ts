import { Component, DOCUMENT, inject } from '@angular/core';
import { Texts } from '../language/texts';
import { LEAVE_FOR } from './leave-for';

/** Replaces a lazy-loaded part that could not be loaded, while the rest of the page works. */
@Component({
  selector: 'at-part-not-loaded',
  template: `
    <p class="callout is-error" role="alert">
      {{ t('partNotLoaded') }}
      <button class="plain" type="button" (click)="reload()">{{ t('crash.reload') }}</button>
    </p>
  `,
  styles: `
    /* What did not come may belong below the end of a long page: the reason is where somebody looks. */
    p {
      position: fixed;
      z-index: 20;
      inset: auto 24px 16px;
      max-width: var(--at-text-width);
      margin: 0 auto;
      box-shadow: 0 4px 24px rgb(0 0 0 / 20%);
    }
    button {
      text-decoration: underline;
    }
  `,
})
export class PartNotLoaded {
  protected readonly t = inject(Texts).t;
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly location = inject(DOCUMENT).location;

  protected reload(): void {
    this.leaveFor(this.location.href);
  }
}
