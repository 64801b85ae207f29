import { Component, computed, inject } from '@angular/core';
import { mdiClose } from '@mdi/js';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { takesText } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';
import { BULK_TEXTS } from './bulk.texts';

/** How many rows are selected, and the way to select all that match, or none. */
@Component({
  selector: 'at-bulk-bar',
  imports: [Icon],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
  host: { '(document:keydown.escape)': 'followEscape($event)' },
})
export class BulkBar {
  protected readonly texts = inject(Texts).with(BULK_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly selection = inject(ItemSelection);
  private readonly store = inject(ItemListStore);
  private readonly isPast = inject(Moment).isPast;
  protected readonly closeIcon = mdiClose;
  protected readonly isShown = computed(() => !this.isPast() && this.selection.count() > 0);
  protected readonly said = computed(() => {
    const stem = this.selection.isAll() ? 'bulk.allSelected' : 'bulk.selected';
    return this.texts.counted(stem, this.selection.count());
  });
  protected readonly allText = computed(() =>
    this.texts.counted('bulk.selectAll', this.store.shown().length),
  );

  /** Escape first closes what is open, and leaves a field. */
  protected followEscape(event: Event): void {
    const isComposed = event instanceof KeyboardEvent && isComposing(event);
    if (isComposed || event.defaultPrevented || takesText(event.target)) return;
    const isInDialog = event.target instanceof Element && event.target.closest('dialog');
    if (!isInDialog) this.selection.clear();
  }
}
