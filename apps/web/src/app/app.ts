import { Component, inject, signal } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { mdiKeyboardOutline } from '@mdi/js';
import { Announcer } from './announcer/announcer';
import { type Problem, toProblem } from './api-problem/problem';
import { ProblemWords } from './api-problem/problem-words';
import { Drafts } from './drafts/drafts';
import { Icon } from './icons/icon';
import { KeyHelp } from './keyboard/key-help';
import { Keyboard } from './keyboard/keyboard';
import { Palette } from './keyboard/palette';
import { NOT_LOADED } from './language/languages';
import { Texts } from './language/texts';
import { Crash } from './navigation/crash';
import { CrashPage } from './navigation/crash-page';
import { ConnectionBanner } from './polling/connection-banner';
import { Account } from './session/account';
import { Session } from './session/session';
import { SignOutDialog } from './session/sign-out-dialog';
import { ViewState } from './view-state/view-state';

type AppDialog = 'help' | 'palette' | 'sign-out';

/** The frame around every page: where you can go, who you are, and the page itself. */
@Component({
  selector: 'at-root',
  imports: [
    Account,
    ConnectionBanner,
    CrashPage,
    Icon,
    KeyHelp,
    Palette,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SignOutDialog,
  ],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly notLoaded = NOT_LOADED;
  protected readonly announcer = inject(Announcer);
  protected readonly crash = inject(Crash);
  protected readonly session = inject(Session);
  protected readonly problemWords = inject(ProblemWords);
  private readonly drafts = inject(Drafts);
  private readonly router = inject(Router);
  private readonly viewState = inject(ViewState);

  /** The dialog that is open over the page. */
  protected readonly dialog = signal<AppDialog | undefined>(undefined);
  /** Why the session still goes on. */
  protected readonly signOutProblem = signal<Problem | undefined>(undefined);
  protected readonly keyboardIcon = mdiKeyboardOutline;

  constructor() {
    inject(Keyboard).offer({
      palette: () => this.dialog.set('palette'),
      help: () => this.dialog.set('help'),
      trackers: () => void this.router.navigateByUrl('/trackers'),
      create: () => void this.router.navigateByUrl(this.newItemPath()),
    });
  }

  /** A plain `#main` link would be a navigation; moving focus is all that is wanted. */
  protected skipTo(main: HTMLElement, event: Event): void {
    event.preventDefault();
    main.focus();
  }

  /** Browsers tell late that a dialog was closed: by then another one may be open. */
  protected forget(closed: AppDialog): void {
    this.dialog.update((open) => (open === closed ? undefined : open));
  }

  protected askToSignOut(): void {
    if (this.draftCount() > 0) this.dialog.set('sign-out');
    else void this.signOut();
  }

  /** What was typed is deleted only when the session has really ended. */
  protected async signOut(): Promise<void> {
    this.dialog.set(undefined);
    this.signOutProblem.set(undefined);
    const me = this.session.me();
    try {
      await this.session.signOut(() => me && this.drafts.forgetAllOf(me.id));
    } catch (failure) {
      this.signOutProblem.set(toProblem(failure));
    }
  }

  protected draftCount(): number {
    const me = this.session.me();
    return me ? this.drafts.of(me.id).length : 0;
  }

  private newItemPath(): string {
    const trackerId = this.viewState.lastTrackerId();
    return trackerId === null ? '/trackers/new' : `/trackers/${trackerId}/items/new`;
  }
}
