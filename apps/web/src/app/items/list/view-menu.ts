import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiBookmarkOutline } from '@mdi/js';
import type { SavedView } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { DropDown } from '../../platform/drop-down/drop-down';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { SavedApi } from '../../saved/saved-api';
import { type SaveChoice, SaveDialog } from '../../saved/save-dialog';
import { SAVED_TEXTS } from '../../saved/saved.texts';
import { DefaultView } from '../saved-view/default-view';
import { ViewOpener } from '../saved-view/view-opener';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { NarrowedList } from './narrowed-list';

/** The saved views of a list, and what else it is restricted to. */
@Component({
  selector: 'at-view-menu',
  imports: [Icon, NarrowedList, RouterLink, SaveDialog],
  templateUrl: './view-menu.html',
  styleUrl: './view-menu.scss',
  hostDirectives: [DropDown],
  host: { '[class.is-plain]': '!shownName() && !listView.isNarrowed()' },
})
export class ViewMenu {
  protected readonly t = inject(Texts).with(SAVED_TEXTS).t;
  protected readonly dropDown = inject(DropDown);
  private readonly api = inject(SavedApi);
  private readonly opener = inject(ViewOpener);
  protected readonly listView = inject(ListView);
  private readonly store = inject(ItemListStore);
  private readonly announcer = inject(Announcer);
  protected readonly menuIcon = mdiBookmarkOutline;
  protected readonly isSaving = signal(false);

  private readonly known = inject(DefaultView).views;
  private readonly all = this.api.all('view', () => this.dropDown.isOpen());
  private readonly listId = computed(() => {
    const scope = this.store.scope();
    return scope === 'all' ? null : scope;
  });
  protected readonly views = computed(() => {
    const all = this.all.hasValue() ? this.all.value() : this.known();
    return all?.filter(({ tracker_id }) => tracker_id === this.listId());
  });
  /** What the list shows now. */
  private readonly query = computed(() => this.opener.query());
  /** The name of the view that the list shows. */
  protected readonly shownName = computed(() => {
    const opened = this.opener.opened();
    const known = this.views()?.find(({ query }) => query === this.query());
    return known?.name ?? (opened?.query === this.query() ? opened.name : undefined);
  });
  protected readonly isCounted = computed(() => this.listView.narrowing().counted_by !== undefined);

  protected show(view: SavedView): void {
    this.dropDown.isOpen.set(false);
    void this.opener.open(view);
  }

  protected askName(): void {
    this.dropDown.isOpen.set(false);
    this.isSaving.set(true);
  }

  protected readonly save = async (choice: SaveChoice): Promise<void> => {
    const request = { ...choice, query: this.query(), tracker_id: this.listId() ?? null };
    const { name, query } = await this.api.add('view', request);
    this.opener.opened.set({ name, query });
    this.all.reload();
    this.announcer.announce(this.t('saved.done', { name }));
  };
}
