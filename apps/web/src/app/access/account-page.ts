import { Component, computed, inject, signal } from '@angular/core';
import type { NewAccessToken } from '@action-tracker/contracts';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Refusal } from '../platform/api-problem/refusal';
import { Announcer } from '../platform/announcer/announcer';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { AccessApi } from './access-api';
import { ACCESS_TEXTS } from './access.texts';
import { NewToken } from './new-token';
import { SessionList } from './session-list';
import { TokenList } from './token-list';

/** One's own account: where one is signed in, and access tokens for scripts. */
@Component({
  selector: 'at-account-page',
  imports: [LoadState, NewToken, Refusal, SessionList, TokenList],
  templateUrl: './account-page.html',
  styleUrl: './account-page.scss',
})
export class AccountPage {
  protected readonly t = inject(Texts).with(ACCESS_TEXTS).t;
  private readonly api = inject(AccessApi);
  private readonly announcer = inject(Announcer);

  protected readonly tokenList = this.api.tokens();
  protected readonly sessionList = this.api.sessions();
  protected readonly tokens = computed(() =>
    this.tokenList.hasValue() ? this.tokenList.value() : undefined,
  );
  protected readonly sessions = computed(() =>
    this.sessionList.hasValue() ? this.sessionList.value() : undefined,
  );
  protected readonly isCreating = signal(false);
  /** The token that was just made, with its secret. */
  protected readonly created = signal<NewAccessToken | undefined>(undefined);
  protected readonly refusal = signal<Problem | undefined>(undefined);

  constructor() {
    inject(PageTitle).set(this.t('account.title'));
  }

  protected show(token: NewAccessToken): void {
    this.isCreating.set(false);
    this.created.set(token);
    this.tokenList.reload();
  }

  protected async copy({ token }: NewAccessToken): Promise<void> {
    await navigator.clipboard.writeText(token);
    this.announcer.announce(this.t('account.copied'));
  }

  protected async revoke({ id, name }: { readonly id: string; readonly name: string }) {
    if (this.created()?.id === id) this.created.set(undefined);
    await this.attempt(() => this.api.revoke(id), this.t('account.revoked', { name }));
    this.tokenList.reload();
  }

  protected async end(sessionId: string): Promise<void> {
    await this.attempt(() => this.api.end(sessionId), this.t('account.ended'));
    this.sessionList.reload();
  }

  private async attempt(act: () => Promise<void>, done: string): Promise<void> {
    this.refusal.set(undefined);
    try {
      await act();
      this.announcer.announce(done);
    } catch (failure) {
      this.refusal.set(toProblem(failure));
    }
  }
}
