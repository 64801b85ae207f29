import { Component, inject } from '@angular/core';
import { Texts } from '../language/texts';
import { Connection } from './connection';
import { Polling } from './polling';

/** Warns that the displayed data may be outdated; disappears when the server responds again. */
@Component({
  selector: 'at-connection-banner',
  template: `
    @if (connection.trouble(); as problem) {
      <p role="status">
        {{ t(problem.code === 'OFFLINE' ? 'connection.offline' : 'connection.noDatabase') }}
        {{ t('connection.mayBeOld') }}
        <button class="plain" type="button" (click)="polling.askNow()">
          {{ t('connection.tryNow') }}
        </button>
      </p>
    }
  `,
  styles: `
    p {
      padding: 6px var(--at-edge);
      background: var(--at-warning-soft);
      color: var(--at-text);
    }
    button {
      text-decoration: underline;
    }
  `,
})
export class ConnectionBanner {
  protected readonly t = inject(Texts).t;
  protected readonly connection = inject(Connection);
  protected readonly polling = inject(Polling);
}
