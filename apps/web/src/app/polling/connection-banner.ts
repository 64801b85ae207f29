import { Component, inject } from '@angular/core';
import { Connection } from './connection';
import { Polling } from './polling';

/** Says that what is on screen may be old, and goes away by itself when the server answers again. */
@Component({
  selector: 'at-connection-banner',
  template: `
    @if (connection.trouble(); as problem) {
      <p role="status">
        {{ problem.code === 'OFFLINE' ? 'The server cannot be reached.' : 'The database is away.' }}
        What you see may be old; this page tries again by itself.
        <button class="plain" type="button" (click)="polling.askNow()">Try now</button>
      </p>
    }
  `,
  styles: `
    p {
      padding: 6px var(--at-gutter);
      background: var(--at-warning-soft);
      color: var(--at-text);
      text-align: center;
    }
    button {
      text-decoration: underline;
    }
  `,
})
export class ConnectionBanner {
  protected readonly connection = inject(Connection);
  protected readonly polling = inject(Polling);
}
