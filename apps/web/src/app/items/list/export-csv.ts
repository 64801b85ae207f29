/** Exports the displayed rows as CSV, with the current filters, order and grouping. */
import { inject, Service } from '@angular/core';
import { guarded } from '@action-tracker/contracts';
import { ITEM_CSV_HEADINGS, itemCsvCells } from '@action-tracker/contracts/item-csv';
import { People } from '../../people/people';
import { OFFER_FILE } from '../../platform/files/offer-file';
import { Session } from '../../platform/session/session';
import { isFiltering } from '../view/item-filter';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';

@Service()
export class ExportCsv {
  private readonly offer = inject(OFFER_FILE);
  private readonly people = inject(People);
  private readonly session = inject(Session);
  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView).current;

  /** Starts the download. */
  async save(): Promise<void> {
    const { stringify } = await import('csv-stringify/browser/esm/sync');
    const users = this.people.byId();
    const rows = this.store.inOrderOfView().map((item) => itemCsvCells(item, users).map(guarded));
    // Same format as the server: guarded against formulas, with a byte order mark for Excel.
    const text = stringify([ITEM_CSV_HEADINGS, ...rows], {
      bom: true,
      record_delimiter: 'windows',
    });
    this.offer(new Blob([text], { type: 'text/csv;charset=utf-8' }), this.fileName());
  }

  /** `action-items-AD-2026-11-20.csv`; the name says if items are filtered out. */
  private fileName(): string {
    const [first] = this.store.all() ?? [];
    const prefix = this.store.isOfAllTrackers() ? 'all' : (first?.id.split('-')[0] ?? '');
    const narrowed = isFiltering(this.view().filter) ? ['filtered'] : [];
    return `${['action-items', prefix, this.session.today(), ...narrowed].join('-')}.csv`;
  }
}
