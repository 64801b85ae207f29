import { Component, inject, input, output } from '@angular/core';
import type { SessionEntry } from '@action-tracker/contracts';
import { Formats } from '../platform/formats/formats';
import { Texts } from '../platform/language/texts';
import { ACCESS_TEXTS } from './access.texts';
import { browserName } from './browser-name';

/** Where one is signed in; each other place can be signed out. */
@Component({
  selector: 'at-session-list',
  template: `
    <ul class="entries">
      @for (session of sessions(); track session.id) {
        <li>
          <span class="what">{{ nameOf(session) }}</span>
          @if (session.is_current) {
            <span class="chip" data-mark="complete">{{ t('account.thisBrowser') }}</span>
          }
          <span class="soft">
            {{ t('account.signedIn', { when: formats.timestamp(session.signed_in_at) }) }} ·
            {{ t('account.until', { when: formats.timestamp(session.expires_at) }) }}
          </span>
          @if (!session.is_current) {
            <button
              type="button"
              class="button"
              [attr.aria-label]="t('account.endOf', { browser: nameOf(session) })"
              (click)="signedOut.emit(session.id)"
            >
              {{ t('account.end') }}
            </button>
          }
        </li>
      }
    </ul>
  `,
  styleUrl: './entries.scss',
})
export class SessionList {
  readonly sessions = input.required<readonly SessionEntry[]>();
  /** The id of the session to end. */
  readonly signedOut = output<string>();

  protected readonly t = inject(Texts).with(ACCESS_TEXTS).t;
  protected readonly formats = inject(Formats);

  /** A script has no browser, but its name says what it is. */
  protected nameOf({ user_agent: userAgent }: SessionEntry): string {
    if (!userAgent) return this.t('account.unknownBrowser');
    const name = browserName(userAgent);
    return name ? this.t('account.browser', { ...name }) : userAgent;
  }
}
