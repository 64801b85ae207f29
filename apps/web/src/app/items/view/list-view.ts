/**
 * The view of the displayed list, kept in the URL, so that reload, back button and shared links
 * reproduce it. A URL without a view (a plain link to a tracker) gets the view that the browser
 * remembers for this list, and is completed so that it can be copied.
 */
import { computed, inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { ViewState } from './view-state';
import { type ItemFilter, NO_FILTER } from './item-filter';
import type { ItemOrder } from './item-order';
import {
  DEFAULT_VIEW,
  type Group,
  type ItemView,
  queryBesideView,
  queryOfView,
  viewOfQuery,
} from './item-view';
import { isSameNarrowing, type Narrowing, narrowingIn } from './narrowing';
import type { ListScope } from '../api/items-api';
import { OPEN_STATUSES } from './open-items';

const FIRST_VIEW: ItemView = {
  ...DEFAULT_VIEW,
  filter: { ...NO_FILTER, status: OPEN_STATUSES },
};

/** Safari allows 100 URL changes in ten seconds, so not every key press may cause one. */
const TYPING_PAUSE_MS = 250;

const pathIn = (url: string): string => url.split(/[?#]/)[0] ?? '';

const LIST_PATH = /^\/(items|trackers\/\d+)$/;

@Service()
export class ListView {
  private readonly router = inject(Router);
  private readonly viewState = inject(ViewState);
  private readonly view = signal<ItemView>(DEFAULT_VIEW);
  /** The list of the current view. */
  private path = '';
  private typing: ReturnType<typeof setTimeout> | undefined;

  readonly current = this.view.asReadonly();
  private readonly narrowed = signal<Narrowing>({}, { equal: isSameNarrowing });
  /** What the server filters the list by, besides the view. */
  readonly narrowing = this.narrowed.asReadonly();
  readonly isNarrowed = computed(() => Object.keys(this.narrowing()).length > 0);
  /** Whether the list holds withdrawn items. */
  readonly isWithdrawn = computed(() => this.narrowing().withdrawn !== undefined);
  /** The filter to return to from the withdrawn items, of which all are shown. */
  private filterInUse: ItemFilter | undefined;
  private readonly chosen = signal(0);
  /** The list that was opened by an address without a view, until its default view is known. */
  readonly plainList = signal<ListScope | undefined>(undefined);
  /** Incremented when the user changes the view; the list then scrolls to its top. */
  readonly choices = this.chosen.asReadonly();

  constructor() {
    const stopTyping = () => clearTimeout(this.typing);
    this.router.events.pipe(takeUntilDestroyed()).subscribe({
      next: (event) => {
        if (event instanceof NavigationStart) this.leave(event.url);
        if (event instanceof NavigationEnd) this.arrive(event.urlAfterRedirects);
      },
      complete: stopTyping,
    });
    // When texts load after the route, the page is rendered after the navigation has ended.
    const { navigated, currentNavigation, url } = this.router;
    if (navigated && currentNavigation() === null) this.arrive(url);
  }

  /** Typing replaces the URL, so that "back" does not step through letters. */
  narrow(itemFilter: ItemFilter): void {
    this.chosen.update((count) => count + 1);
    const isTyping = itemFilter.text !== this.view().filter.text;
    const view = { ...this.view(), filter: itemFilter };
    if (!isTyping) {
      this.change(view);
      return;
    }
    this.take(view);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.change(view, true), TYPING_PAUSE_MS);
  }

  /** Shows all items of the list. */
  clear(): void {
    this.narrowed.set({});
    this.narrow(NO_FILTER);
  }

  /** Keeps the view, but loads the items that the server left out. */
  widen(): void {
    this.narrowed.set({});
    this.change(this.view());
  }

  /** Shows withdrawn items, or again those in use. */
  toggleWithdrawn(): void {
    const { filter } = this.view();
    if (this.isWithdrawn()) {
      this.narrowed.set({});
      this.change({ ...this.view(), filter: this.filterInUse ?? filter });
      return;
    }
    this.filterInUse = filter;
    this.narrowed.set({ withdrawn: 'true' });
    this.change({ ...this.view(), filter: NO_FILTER });
  }

  orderBy(order: ItemOrder): void {
    this.chosen.update((count) => count + 1);
    this.change({ ...this.view(), order });
  }

  groupBy(group: Group | undefined): void {
    this.chosen.update((count) => count + 1);
    this.change({ ...this.view(), group });
  }

  private change(view: ItemView, replaceUrl = false): void {
    clearTimeout(this.typing);
    this.take(view);
    const query = this.router.parseUrl(this.router.url).queryParams;
    void this.router.navigate([], {
      queryParams: { ...queryBesideView(query), ...this.narrowing(), ...queryOfView(view) },
      replaceUrl,
      scroll: 'manual',
    });
  }

  private leave(url: string): void {
    // Pending typing belongs to the page being left, not to the next one.
    clearTimeout(this.typing);
    // Nor does a default view that is not known yet bring anybody back.
    if (pathIn(url) !== this.path) this.plainList.set(undefined);
  }

  private arrive(url: string): void {
    const path = pathIn(url);
    if (!LIST_PATH.test(path)) return;
    const query = this.router.parseUrl(url).queryParams;
    const asked = viewOfQuery(query);
    this.narrowed.set(narrowingIn(query));
    const isSameList = path === this.path;
    this.path = path;
    if (!isSameList) this.plainList.set(asked ? undefined : scopeOf(path));
    if (asked) this.take(asked);
    else this.change(isSameList ? this.view() : this.remembered(), true);
  }

  /** A list that was never viewed starts with the open items. */
  private remembered(): ItemView {
    const remembered = this.viewState.list(scopeOf(this.path));
    if (!remembered) return FIRST_VIEW;
    const { filters, sort, group } = remembered;
    return { filter: { ...NO_FILTER, ...filters }, order: sort, group };
  }

  private take(view: ItemView): void {
    // The view comes back from the URL it was written to; rendering it again would be wasted.
    const isSame = JSON.stringify(queryOfView(view)) === JSON.stringify(queryOfView(this.view()));
    if (!isSame) this.view.set(view);
    const { filter: filters, order: sort, group } = view;
    this.viewState.rememberList(scopeOf(this.path), { filters, sort, group });
  }
}

/** `/trackers/7` is the list of tracker 7. */
const scopeOf = (path: string): ListScope =>
  path.startsWith('/trackers/') ? Number(path.slice('/trackers/'.length)) : 'all';
