/** The rows on screen as a spreadsheet: narrowed, ordered and grouped as they are there. */
import { DOCUMENT, inject, Service } from '@angular/core';
import { guarded, ITEM_CSV_HEADINGS, itemCsvCells } from '@action-tracker/contracts';
import { People } from '../../people/people';
import { Session } from '../../platform/session/session';
import { isFiltering } from '../view/item-filter';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';

@Service()
export class ExportCsv {
  private readonly document = inject(DOCUMENT);
  private readonly people = inject(People);
  private readonly session = inject(Session);
  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView).current;

  /** Offers the file to the person; the browser asks where to, or puts it among the downloads. */
  async save(): Promise<void> {
    const { stringify } = await import('csv-stringify/browser/esm/sync');
    const users = this.people.byId();
    const rows = this.store.inOrderOfView().map((item) => itemCsvCells(item, users).map(guarded));
    // As the server writes it: no cell computes, and Excel takes it for UTF-8.
    const text = stringify([ITEM_CSV_HEADINGS, ...rows], {
      bom: true,
      record_delimiter: 'windows',
    });
    this.offer(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  }

  /** `action-items-AD-2026-11-20.csv`; one that does not hold all items says so. */
  private fileName(): string {
    const [first] = this.store.all() ?? [];
    const prefix = this.store.isOfAllTrackers() ? 'all' : (first?.id.split('-')[0] ?? '');
    const narrowed = isFiltering(this.view().filter) ? ['filtered'] : [];
    return `${['action-items', prefix, this.session.today(), ...narrowed].join('-')}.csv`;
  }

  private offer(file: Blob): void {
    const url = URL.createObjectURL(file);
    const link = this.document.createElement('a');
    link.href = url;
    link.download = this.fileName();
    link.click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(url));
  }
}
