import { Component, effect, inject, input, numberAttribute, untracked } from '@angular/core';
import { ViewOpener } from '../items/saved-view/view-opener';
import { Texts } from '../platform/language/texts';
import { LoadState } from '../platform/loading/load-state';
import { PageTitle } from '../platform/navigation/page-title';
import { SavedApi } from '../saved/saved-api';
import { SAVED_TEXTS } from '../saved/saved.texts';

/** The short address of a saved view, which leads to its list. */
@Component({
  selector: 'at-open-view',
  imports: [LoadState],
  template: `
    <h1 class="visually-hidden">{{ t('saved.view') }}</h1>
    <at-load-state [resource]="view" />
  `,
})
export class OpenView {
  readonly viewId = input(undefined, { transform: numberAttribute });

  protected readonly t = inject(Texts).with(SAVED_TEXTS).t;
  protected readonly view = inject(SavedApi).one('view', () => this.viewId());

  constructor() {
    inject(PageTitle).set(this.t('saved.view'));
    const opener = inject(ViewOpener);
    effect(() => {
      const view = this.view.hasValue() ? this.view.value() : undefined;
      if (view) untracked(() => void opener.open(view, true));
    });
  }
}
