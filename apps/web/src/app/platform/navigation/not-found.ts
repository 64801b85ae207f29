import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '../language/texts';
import { NOT_FOUND_TEXTS } from './not-found.texts';

@Component({
  selector: 'at-not-found',
  imports: [RouterLink],
  template: `
    <section class="state">
      <h1>{{ t('notFound.page') }}</h1>
      <p>{{ t('notFound.advice') }}</p>
      <a class="button" routerLink="/trackers">{{ t('list.allTrackers') }}</a>
    </section>
  `,
})
export class NotFound {
  protected readonly t = inject(Texts).with(NOT_FOUND_TEXTS).t;
}
