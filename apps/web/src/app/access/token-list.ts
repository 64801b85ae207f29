import { Component, inject, input, output } from '@angular/core';
import type { AccessToken } from '@action-tracker/contracts';
import { CLOCK } from '../platform/clock/clock';
import { Formats } from '../platform/formats/formats';
import { Texts } from '../platform/language/texts';
import { TrackerStore } from '../trackers/tracker-store';
import { ACCESS_TEXTS } from './access.texts';

/** One's own access tokens, each with what it may, until when, and when it was used last. */
@Component({
  selector: 'at-token-list',
  template: `
    <ul class="entries">
      @for (token of tokens(); track token.id) {
        <li>
          <span class="what">{{ token.name }}</span>
          <span class="chip">{{ t(scopeKey(token)) }}</span>
          <span class="soft">{{ detailsOf(token) }}</span>
          <button
            type="button"
            class="button"
            [attr.aria-label]="t('account.revokeOf', { name: token.name })"
            (click)="revoked.emit(token)"
          >
            {{ t('account.revoke') }}
          </button>
        </li>
      } @empty {
        <li class="soft">{{ t('account.none') }}</li>
      }
    </ul>
  `,
  styleUrl: './entries.scss',
})
export class TokenList {
  readonly tokens = input.required<readonly AccessToken[]>();
  readonly revoked = output<AccessToken>();

  protected readonly t = inject(Texts).with(ACCESS_TEXTS).t;
  private readonly formats = inject(Formats);
  private readonly clock = inject(CLOCK);
  private readonly trackers = inject(TrackerStore);

  constructor() {
    this.trackers.know();
  }

  protected scopeKey({ scope }: AccessToken): `tokenScope.${AccessToken['scope']}` {
    return `tokenScope.${scope}`;
  }

  protected detailsOf({ tracker_ids: ids, expires_at, last_used_at }: AccessToken): string {
    const hasExpired = Date.parse(expires_at) <= this.clock();
    const names = ids?.map((id) => this.trackers.nameOf(id)) ?? [];
    return [
      ...(names.length > 0
        ? [this.t('account.onlyIn', { trackers: this.formats.list(names) })]
        : []),
      this.t(hasExpired ? 'account.expired' : 'account.expires', {
        when: this.formats.timestampDay(expires_at),
      }),
      last_used_at === null
        ? this.t('account.neverUsed')
        : this.t('account.lastUsed', { when: this.formats.timeAgo(last_used_at) }),
    ].join(' · ');
  }
}
