import { Component, computed, DOCUMENT, inject, Injector, input, signal } from '@angular/core';
import { mdiDownload } from '@mdi/js';
import type { Problem } from '../../platform/api-problem/problem';
import type { NotWritten } from './export-workbook';
import { Icon } from '../../platform/icons/icon';
import { EditFeedback } from '../inline-edit/edit-feedback';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { Texts } from '../../platform/language/texts';
import { Moment } from '../../platform/moment/moment';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { Comparison } from '../comparison/comparison';
import { LoadState } from '../../platform/loading/load-state';
import { Polling } from '../../platform/polling/polling';
import { EmptyList } from './empty-list';
import { ExportFailed } from './export-failed';
import { FilterWords } from '../filters/filter-words';
import { isFiltering } from '../view/item-filter';
import { ItemFilters } from '../filters/item-filters';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';
import { ItemTable } from './item-table';
import { ListView } from '../view/list-view';
import { TableActs } from './table-acts';
import { TableOptions } from './table-options';
import { ViewMenu } from './view-menu';

/** The list of the store with its filters: the shared content of both list pages. */
@Component({
  selector: 'at-item-list',
  imports: [
    Comparison,
    EditFeedback,
    EmptyList,
    ExportFailed,
    Icon,
    ItemFilters,
    ItemTable,
    LoadState,
    PartNotLoaded,
    TableActs,
    TableOptions,
    ViewMenu,
  ],
  templateUrl: './item-list.html',
  styleUrl: './item-list.scss',
})
export class ItemList {
  /** Target of "New item"; undefined for the list of all trackers. */
  readonly newItemLink = input<string>();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly store = inject(ItemListStore);
  protected readonly view = inject(ListView);
  protected readonly selection = inject(ItemSelection);
  protected readonly moment = inject(Moment);
  protected readonly isFiltering = computed(() => isFiltering(this.view.current().filter));
  protected readonly countText = computed(() => {
    const total = this.store.all()?.length ?? 0;
    const found = this.store.shown().length;
    return this.isFiltering() || this.moment.isChangedOnly()
      ? this.texts.counted('list.found', total, { found })
      : this.texts.counted('list.items', total);
  });
  /** Rows that are still displayed but no longer match. */
  protected readonly leavingText = computed(() => {
    const { size } = this.store.leaving();
    return size === 0 ? '' : this.texts.counted('list.leaving', size);
  });
  /** Whether filters and options are expanded on a small screen. */
  protected readonly isExpanded = signal(false);
  protected readonly exportIcon = mdiDownload;
  /** Why there was no download the last time. */
  protected readonly exportProblem = signal<Problem | NotWritten | undefined>(undefined);
  protected readonly filterText = computed(() => this.filterWords.of(this.view.current().filter));

  private readonly injector = inject(Injector);
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly keyboard = inject(Keyboard);
  private readonly filterWords = inject(FilterWords);

  constructor() {
    inject(Polling).watch(
      () => this.store.poll(),
      () => this.store.trackerId(),
    );
    const print = () => this.window?.print();
    this.keyboard.offer(() =>
      this.store.shown().length > 0 ? { export: () => void this.exportCsv(), print } : {},
    );
  }

  protected clearFilters(): void {
    this.view.clear();
    this.keyboard.run('search');
  }

  /** Loads the export code on demand. */
  protected async exportCsv(): Promise<void> {
    const { ExportCsv } = await import('./export-csv');
    await this.injector.get(ExportCsv).save();
  }

  protected async exportWorkbook(): Promise<void> {
    this.exportProblem.set(undefined);
    const { ExportWorkbook } = await import('./export-workbook');
    this.exportProblem.set(await this.injector.get(ExportWorkbook).save());
  }

  /** The button disappears when pressed, so the focus returns to the last row. */
  protected refreshOrder(): void {
    this.store.releaseOrder();
    setTimeout(() => this.keyboard.run('next'));
  }
}
