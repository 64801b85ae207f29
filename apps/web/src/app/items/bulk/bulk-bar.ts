import { Component, computed, inject, signal } from '@angular/core';
import type { ListedItem } from '@action-tracker/contracts';
import { mdiClose } from '@mdi/js';
import { FieldWords } from '../fields/field-words';
import { Announcer } from '../../platform/announcer/announcer';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { Keyboard, takesText } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { Rights } from '../../trackers/rights';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';
import { isListReadOnly } from '../store/read-only-list';
import { BULK_TEXTS } from './bulk.texts';
import { BULK_ACTIONS, type BulkAction, BulkDialog } from './bulk-dialog';
import { BulkOutcome } from './bulk-outcome';

/**
 * What can be done with the selected rows, and how many there are. The keys of single items change
 * all selected ones while there are any.
 */
@Component({
  selector: 'at-bulk-bar',
  imports: [BulkDialog, BulkOutcome, Icon],
  templateUrl: './bulk-bar.html',
  styleUrl: './bulk-bar.scss',
  host: { '(document:keydown.escape)': 'followEscape($event)' },
})
export class BulkBar {
  protected readonly texts = inject(Texts).with(BULK_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly selection = inject(ItemSelection);
  private readonly store = inject(ItemListStore);
  private readonly words = inject(FieldWords);
  private readonly announcer = inject(Announcer);
  private readonly isReadOnly = isListReadOnly();
  private readonly rights = inject(Rights);
  private readonly keyboard = inject(Keyboard);
  /** What is permitted for each selected item. */
  protected readonly actions = computed(() => {
    const items = this.selection.items();
    return BULK_ACTIONS.filter((action) => items.every((item) => this.may(action, item)));
  });
  /** Of several trackers, items that may only be read; none if there is nothing else. */
  protected readonly onlyRead = computed(() => {
    const items = this.selection.items();
    const closed = items.filter((item) => !BULK_ACTIONS.some((action) => this.may(action, item)));
    return closed.length < items.length ? closed.map(({ id }) => id) : [];
  });
  protected readonly action = signal<BulkAction | undefined>(undefined);
  protected readonly closeIcon = mdiClose;
  protected readonly isShown = computed(() => !this.isReadOnly() && this.selection.count() > 0);
  protected readonly said = computed(() => {
    const stem = this.selection.isAll() ? 'bulk.allSelected' : 'bulk.selected';
    return this.texts.counted(stem, this.selection.count());
  });
  protected readonly allText = computed(() =>
    this.texts.counted('bulk.selectAll', this.store.shown().length),
  );

  constructor() {
    this.keyboard.offer(() => {
      if (!this.isShown()) return {};
      const open = (action: BulkAction) =>
        this.actions().includes(action) ? () => this.action.set(action) : this.sayWhyNot;
      return {
        ...{ status: open('status'), owner: open('owner_id'), due: open('due_date') },
        ...{ priority: open('priority'), note: open('note') },
      };
    });
  }

  private readonly sayWhyNot = (): void => this.announcer.announce(this.t('bulk.mayNot'));

  private may(action: BulkAction, item: ListedItem): boolean {
    if (action === 'note') return this.rights.may('add_note', item.tracker_id);
    if (action === 'withdraw') return this.rights.may('withdraw_item', item.tracker_id);
    return this.rights.mayEdit(item, action);
  }

  /** The button disappears when pressed, so the focus returns to the last row. */
  protected leaveOut(): void {
    const closed = new Set(this.onlyRead());
    const ids = this.selection.items().map(({ id }) => id);
    this.selection.select(ids.filter((id) => !closed.has(id)));
    setTimeout(() => this.keyboard.run('next'));
  }

  protected labelOf(action: BulkAction): string {
    if (action === 'note' || action === 'withdraw') return this.t(`bulk.${action}`);
    return this.words.label(action);
  }

  /** Escape first closes what is open, and leaves a field. */
  protected followEscape(event: Event): void {
    const isComposed = event instanceof KeyboardEvent && isComposing(event);
    if (isComposed || event.defaultPrevented || takesText(event.target)) return;
    const isInDialog = event.target instanceof Element && event.target.closest('dialog');
    if (!isInDialog && !this.action()) this.selection.clear();
  }
}
