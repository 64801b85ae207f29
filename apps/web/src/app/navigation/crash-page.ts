import { Component, DOCUMENT, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { LEAVE_FOR } from './leave-for';
import { Crash } from './crash';

/** Stands in place of a page that broke. What was typed is kept as a draft, so loading again is safe. */
@Component({
  selector: 'at-crash-page',
  imports: [MatButton],
  template: `
    <section class="state" role="alert">
      <h1>This page has a problem</h1>
      <p>Load it again. What you typed is kept. If it happens again, report the reference below.</p>
      <button matButton="outlined" type="button" (click)="reload()">Load again</button>
      @if (crash.reference; as id) {
        <p>
          Reference <code>{{ id }}</code>
        </p>
      }
    </section>
  `,
})
export class CrashPage {
  protected readonly crash = inject(Crash);
  private readonly leaveFor = inject(LEAVE_FOR);
  private readonly location = inject(DOCUMENT).location;

  protected reload(): void {
    this.leaveFor(this.location.href);
  }
}
