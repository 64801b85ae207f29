import { ApplicationRef, Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { mdiKeyboardOutline } from '@mdi/js';
import { filter, map } from 'rxjs';
import { Announcer } from './platform/announcer/announcer';
import { type Problem, toProblem } from './platform/api-problem/problem';
import { Colours } from './platform/colours/colours';
import { CLOCK } from './platform/clock/clock';
import { Drafts } from './platform/drafts/drafts';
import { Icon } from './platform/icons/icon';
import { ListPlaces } from './items/list/list-places';
import type { KeyActionId } from './platform/keyboard/key-actions';
import { KeyHelp } from './platform/keyboard/key-help';
import { Keyboard } from './platform/keyboard/keyboard';
import type { PaletteCommandId } from './platform/keyboard/palette-commands';
import { Palette } from './palette/palette';
import { Formats } from './platform/formats/formats';
import { NOT_LOADED } from './platform/language/languages';
import { Texts } from './platform/language/texts';
import { PastBanner } from './moments/past-banner';
import { Moment } from './platform/moment/moment';
import { Crash } from './platform/navigation/crash';
import { CrashPage } from './platform/navigation/crash-page';
import { focusMain } from './platform/navigation/page-focus';
import { PartNotLoaded } from './platform/navigation/part-not-loaded';
import { ConnectionBanner } from './platform/polling/connection-banner';
import { Account } from './platform/session/account';
import { Session } from './platform/session/session';
import { SignOutDialog } from './platform/session/sign-out-dialog';
import { SignOutFailed } from './platform/session/sign-out-failed';
import { Rights } from './trackers/rights';
import { OwnActs } from './platform/own-acts/own-acts';
import { UndoToast } from './undo/undo-toast';
import { ViewState } from './items/view/view-state';

type AppDialog = 'help' | 'palette' | 'sign-out';

/** The application shell: navigation, account, and the outlet for the page. */
@Component({
  selector: 'at-root',
  imports: [
    Account,
    ConnectionBanner,
    CrashPage,
    Icon,
    KeyHelp,
    Palette,
    PartNotLoaded,
    PastBanner,
    RouterLink,
    RouterOutlet,
    SignOutDialog,
    SignOutFailed,
    UndoToast,
  ],
  templateUrl: './app.html',
  styleUrl: './app.scss',
  host: { '(window:beforeprint)': 'notePrinting()' },
})
export class App {
  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly notLoaded = NOT_LOADED;
  protected readonly listPlaces = inject(ListPlaces);
  protected readonly moment = inject(Moment);
  protected readonly announcer = inject(Announcer);
  protected readonly crash = inject(Crash);
  protected readonly ownActs = inject(OwnActs);
  protected readonly session = inject(Session);
  private readonly drafts = inject(Drafts);
  private readonly formats = inject(Formats);
  private readonly clock = inject(CLOCK);
  private readonly application = inject(ApplicationRef);
  private readonly router = inject(Router);
  private readonly keyboard = inject(Keyboard);
  private readonly viewState = inject(ViewState);
  private readonly rights = inject(Rights);

  /** The current path without the query. */
  protected readonly path = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(({ urlAfterRedirects }) => urlAfterRedirects.split(/[?#]/)[0]),
    ),
  );
  /** An item belongs to its tracker, whichever list linked to it. */
  protected readonly isInTrackers = computed(() => /^\/(trackers|items\/)/.test(this.path() ?? ''));

  protected readonly printedAt = signal('');

  /** The dialog that is currently open. */
  protected readonly dialog = signal<AppDialog | undefined>(undefined);
  /** Why signing out failed. */
  protected readonly signOutProblem = signal<Problem | undefined>(undefined);
  private isLeavingEverywhere = false;
  protected readonly keyboardIcon = mdiKeyboardOutline;

  constructor() {
    inject(Colours);
    this.keyboard.offer(() => ({
      palette: () => this.openPalette(),
      help: () => this.dialog.set('help'),
      ...this.wayTo('trackers', '/trackers'),
      ...this.wayTo('items', '/items'),
      ...this.waysOfTracker(),
      ...this.wayToCreate(),
      ...(this.ownActs.canUndo() ? { undo: () => this.ownActs.undoLast() } : {}),
    }));
  }

  /** A plain `#main` link would navigate; this only moves the focus. */
  protected skipTo(main: HTMLElement, event: Event): void {
    event.preventDefault();
    focusMain(main);
    main.scrollIntoView();
  }

  private openPalette(): void {
    this.keyboard.awaitDialog();
    this.dialog.set('palette');
  }

  /** The close event arrives late: by then another dialog may be open. */
  protected forget(closed: AppDialog): void {
    this.dialog.update((open) => (open === closed ? undefined : open));
  }

  /** The browser takes its print snapshot as soon as this returns. */
  protected notePrinting(): void {
    this.printedAt.set(this.formats.timestamp(new Date(this.clock()).toISOString()));
    this.application.tick();
  }

  protected askToSignOut(isEverywhere: boolean): void {
    this.isLeavingEverywhere = isEverywhere;
    if (this.draftCount() > 0) this.dialog.set('sign-out');
    else void this.signOut();
  }

  /** Deletes drafts only once the session has really ended. */
  protected async signOut(): Promise<void> {
    this.dialog.set(undefined);
    this.signOutProblem.set(undefined);
    const me = this.session.me();
    try {
      await this.session.signOut(
        this.isLeavingEverywhere,
        () => me && this.drafts.forgetAllOf(me.id),
      );
    } catch (failure) {
      this.signOutProblem.set(toProblem(failure));
    }
  }

  protected draftCount(): number {
    const me = this.session.me();
    return me ? this.drafts.of(me.id).length : 0;
  }

  /** No shortcut for the current page. */
  private wayTo(
    id: KeyActionId | PaletteCommandId,
    path: string,
  ): Partial<Record<KeyActionId | PaletteCommandId, () => void>> {
    return path === this.path() ? {} : { [id]: () => void this.router.navigateByUrl(path) };
  }

  /** The pages of the tracker that was viewed last. */
  private waysOfTracker(): Partial<Record<KeyActionId | PaletteCommandId, () => void>> {
    const trackerId = this.viewState.lastTrackerId();
    if (trackerId === null) return {};
    const tracker = `/trackers/${trackerId}`;
    return {
      ...this.wayTo('reviews', `${tracker}/reviews`),
      ...this.wayTo('batches', `${tracker}/batches`),
    };
  }

  /** An item in the tracker that was viewed last; before that, a tracker. */
  private wayToCreate(): Partial<Record<KeyActionId | PaletteCommandId, () => void>> {
    const trackerId = this.viewState.lastTrackerId();
    const may =
      trackerId === null
        ? this.rights.mayOnSite('open_tracker')
        : this.rights.may('create_item', trackerId);
    if (!may || this.moment.isPast()) return {};
    const path = trackerId === null ? '/trackers/new' : `/trackers/${trackerId}/items/new`;
    return this.wayTo('create', path);
  }
}
