import { Component, computed, inject } from '@angular/core';
import { mdiClose } from '@mdi/js';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { ListView } from '../view/list-view';
import { NARROWED_LIST_TEXTS } from './narrowed-list.texts';

/** Says to which items the server has restricted the list, and goes back to the others. */
@Component({
  selector: 'at-narrowed-list',
  imports: [Icon],
  template: `
    <span class="chip">{{ text() }}</span>
    <button
      type="button"
      class="icon"
      [title]="t('narrowed.widen')"
      [attr.aria-label]="t('narrowed.widen')"
      (click)="view.widen()"
    >
      <at-icon [path]="closeIcon" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
    }
  `,
})
export class NarrowedList {
  protected readonly t = inject(Texts).with(NARROWED_LIST_TEXTS).t;
  protected readonly view = inject(ListView);
  protected readonly closeIcon = mdiClose;
  protected readonly text = computed(() => {
    const { moved, completed, withdrawn, counted_by } = this.view.narrowing();
    return [
      ...(counted_by ? [this.t('narrowed.counted')] : []),
      ...(moved ? [this.t('narrowed.moved')] : []),
      ...(completed ? [this.t(`narrowed.${completed}`)] : []),
      ...(withdrawn ? [this.t('narrowed.withdrawn')] : []),
    ].join(' · ');
  });
}
