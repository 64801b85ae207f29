import { effect, inject, Service, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { type TextKey, Texts } from '../language/texts';

const APP_NAME = 'Action Tracker';

const ROUTE_TITLES = [
  'app.allItems',
  'app.slips',
  'app.trackers',
  'list.newItem',
  'list.tracker',
  'notFound.title',
  'trackers.edit',
  'trackers.new',
] as const satisfies readonly TextKey[];
/** Allowed values of a route's `title`. */
export type RouteTitle = (typeof ROUTE_TITLES)[number];

/**
 * `Trackers · Action Tracker`. A route has the text key of its title; pages titled after loaded
 * content (an item) call `set` themselves.
 */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly texts = inject(Texts);
  private readonly title = inject(Title);
  private readonly key = signal<RouteTitle | undefined>(undefined);
  private readonly own = signal('');
  /** Follows each title: the moment of a page in the past. */
  readonly note = signal('');
  private path: string | undefined;

  constructor() {
    super();
    effect(() => {
      const key = this.key();
      const title = key && this.texts.areReady() ? this.texts.t(key) : this.own();
      if (title) this.title.setTitle(`${title}${this.note()} · ${APP_NAME}`);
    });
  }

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const [path] = snapshot.url.split(/[?#]/);
    // Another view of the same page, which may already have set its title.
    if (path === this.path) return;
    this.path = path;
    const title = this.buildTitle(snapshot);
    this.own.set('');
    this.key.set(ROUTE_TITLES.find((key) => key === title));
  }

  set(title: string): void {
    this.key.set(undefined);
    this.own.set(title);
  }
}
