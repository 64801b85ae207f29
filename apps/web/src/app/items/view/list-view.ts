/**
 * The view of the list on screen, kept in the address of the page. A reload, the back button and a
 * pasted link give the same picture. An address without a view (a plain link to a tracker) takes
 * what the browser remembers of this list, and is then completed so that it can be copied.
 */
import { inject, Service, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationStart, Router } from '@angular/router';
import { ViewState } from './view-state';
import { type ItemFilter, NO_FILTER } from './item-filter';
import type { ItemOrder } from './item-order';
import { DEFAULT_VIEW, type Group, type ItemView, queryOfView, viewOfQuery } from './item-view';
import type { ListScope } from '../api/items-api';
import { OPEN_STATUSES } from './open-items';

const FIRST_VIEW: ItemView = {
  ...DEFAULT_VIEW,
  filter: { ...NO_FILTER, status: OPEN_STATUSES },
};

/** Safari refuses more than a hundred changes of the address in ten seconds: not one a letter. */
const TYPING_PAUSE_MS = 250;

const LIST_PATH = /^\/(items|trackers\/\d+)$/;

@Service()
export class ListView {
  private readonly router = inject(Router);
  private readonly viewState = inject(ViewState);
  private readonly view = signal<ItemView>(DEFAULT_VIEW);
  /** The list that the view was made for. */
  private path = '';
  private typing: ReturnType<typeof setTimeout> | undefined;

  readonly current = this.view.asReadonly();
  private readonly chosen = signal(0);
  /** Grows whenever somebody chooses what the list shows: it then begins at its top. */
  readonly choices = this.chosen.asReadonly();

  constructor() {
    // What was typed last belongs to the page that is being left, not to the next one.
    const stopTyping = () => clearTimeout(this.typing);
    this.router.events.pipe(takeUntilDestroyed()).subscribe({
      next: (event) => {
        if (event instanceof NavigationStart) stopTyping();
        if (event instanceof NavigationEnd) this.arrive(event.urlAfterRedirects);
      },
      complete: stopTyping,
    });
    // Texts that come later than the route draw its page when the navigation has ended already.
    const { navigated, currentNavigation, url } = this.router;
    if (navigated && currentNavigation() === null) this.arrive(url);
  }

  /** Typing replaces the address, so that "back" does not go letter by letter. */
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
    void this.router.navigate([], {
      queryParams: queryOfView(view),
      replaceUrl,
      scroll: 'manual',
    });
  }

  private arrive(url: string): void {
    const [path = ''] = url.split(/[?#]/);
    if (!LIST_PATH.test(path)) return;
    const asked = viewOfQuery(this.router.parseUrl(url).queryParams);
    const isSameList = path === this.path;
    this.path = path;
    if (asked) this.take(asked);
    else this.change(isSameList ? this.view() : this.remembered(), true);
  }

  /** A list that was never looked at begins with what is open. */
  private remembered(): ItemView {
    const remembered = this.viewState.list(scopeOf(this.path));
    if (!remembered) return FIRST_VIEW;
    const { filters, sort, group } = remembered;
    return { filter: { ...NO_FILTER, ...filters }, order: sort, group };
  }

  private take(view: ItemView): void {
    // What was written into the address comes back from there; drawing it again would be for nothing.
    const isSame = JSON.stringify(queryOfView(view)) === JSON.stringify(queryOfView(this.view()));
    if (!isSame) this.view.set(view);
    const { filter: filters, order: sort, group } = view;
    this.viewState.rememberList(scopeOf(this.path), { filters, sort, group });
  }
}

/** `/trackers/7` is the list of tracker 7. */
const scopeOf = (path: string): ListScope =>
  path.startsWith('/trackers/') ? Number(path.slice('/trackers/'.length)) : 'all';
