import { inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';

const APP_NAME = 'Action Tracker';

/** `Trackers · Action Tracker`. Pages that name what they loaded (an item) call `set` themselves. */
@Service()
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const title = this.buildTitle(snapshot);
    if (title) this.set(title);
  }

  set(title: string): void {
    this.title.setTitle(`${title} · ${APP_NAME}`);
  }
}
