import { Component, computed, inject } from '@angular/core';
import { mdiClose } from '@mdi/js';
import { isPlainDate } from '@action-tracker/contracts';
import { MeasureWords } from '../../charts/measure-words';
import { Formats } from '../../platform/formats/formats';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { ListView } from '../view/list-view';
import type { Narrowing } from '../view/narrowing';
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
  private readonly formats = inject(Formats);
  private readonly measures = inject(MeasureWords);
  protected readonly closeIcon = mdiClose;
  protected readonly text = computed(() => {
    const { moved, completed, withdrawn, ...counted } = this.view.narrowing();
    return [
      ...this.countedWords(counted),
      ...(moved ? [this.t('narrowed.moved')] : []),
      ...(completed ? [this.t(`narrowed.${completed}`)] : []),
      ...(withdrawn ? [this.t('narrowed.withdrawn')] : []),
    ].join(' · ');
  });

  private countedWords({ counted_by, from, to }: Narrowing): readonly string[] {
    if (counted_by === undefined) return [];
    const days = [from, to]
      .filter((day) => isPlainDate(day))
      .map((day) => this.formats.plainDate(day));
    return [
      this.t('narrowed.counted', { measure: this.measures.nameIn(counted_by) }),
      ...(days.length > 0 ? [days.join(' – ')] : []),
    ];
  }
}
