import { Component, DOCUMENT, inject } from '@angular/core';
import { Texts } from '../language/texts';
import { Crash } from './crash';
import { CRASH_TEXTS } from './crash.texts';
import { LEAVE_FOR } from './leave-for';

/** Replaces a page that crashed. Typed text is kept as a draft, so reloading is safe. */
@Component({
  selector: 'at-crash-page',
  template: `
    <section class="state" role="alert">
      <h1>{{ t('crash.title') }}</h1>
      <p>{{ t('crash.advice') }}</p>
      <button class="button" type="button" (click)="reload()">{{ t('crash.reload') }}</button>
      @if (crash.reference; as id) {
        <p>
          {{ t('app.reference') }} <code>{{ id }}</code>
        </p>
      }
    </section>
  `,
})
export class CrashPage {
  protected readonly t = inject(Texts).with(CRASH_TEXTS).t;
  protected readonly crash = inject(Crash);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly location = inject(DOCUMENT).location;

  protected reload(): void {
    this.leaveFor(this.location.href);
  }
}
