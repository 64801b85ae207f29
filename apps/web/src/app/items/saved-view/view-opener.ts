/** A saved view and the list on screen: what is saved of it, and how it comes back. */
import { inject, Service, signal } from '@angular/core';
import { type Params, Router } from '@angular/router';
import type { SavedView } from '@action-tracker/contracts';
import { ITEM_COLUMNS, type ItemColumn, SLIP_COLUMNS } from '../view/item-order';
import { DEFAULT_VIEW, queryBesideView, queryOfView, viewOfQuery } from '../view/item-view';
import { ListView } from '../view/list-view';
import { ViewState } from '../view/view-state';

type Saved = Pick<SavedView, 'query' | 'tracker_id'>;

const isRare = (column: ItemColumn): boolean => SLIP_COLUMNS.some((name) => name === column);

@Service()
export class ViewOpener {
  private readonly router = inject(Router);
  private readonly viewState = inject(ViewState);
  private readonly listView = inject(ListView);
  /** The name and query of the view that was opened last. */
  readonly opened = signal<Pick<SavedView, 'name' | 'query'> | undefined>(undefined);

  /** The query of the list on screen, with its columns, as it is saved. */
  query(): string {
    const { hidden, shown = [] } = this.viewState.table();
    const columns = ITEM_COLUMNS.filter(
      (column) => !hidden.includes(column) && (!isRare(column) || shown.includes(column)),
    );
    const { moved, completed, withdrawn } = this.listView.narrowing();
    return this.textOf({
      ...queryOfView(this.listView.current()),
      ...{ ...(moved && { moved }), ...(completed && { completed }) },
      ...{ ...(withdrawn && { withdrawn }), column: columns },
    });
  }

  /** Shows the list with the filters, the order and the columns of a view. */
  open(view: Saved & Pick<SavedView, 'name'>, replaceUrl = false): Promise<boolean> {
    const { column, ...params } = this.paramsOf(view);
    this.showColumns(column);
    this.opened.set({ name: view.name, query: view.query });
    const { tracker_id: id } = view;
    const now = this.router.parseUrl(this.router.url).queryParams;
    return this.router.navigate(id === null ? ['/items'] : ['/trackers', id], {
      queryParams: { ...params, ...queryBesideView(now) },
      replaceUrl,
    });
  }

  /** A view without any parameter has all items in their usual order. */
  private paramsOf({ query }: Saved): Params {
    const params = this.router.parseUrl(`/?${query}`).queryParams;
    return viewOfQuery(params) ? params : { ...params, ...queryOfView(DEFAULT_VIEW) };
  }

  private textOf(queryParams: Params): string {
    const tree = this.router.createUrlTree(['/'], { queryParams });
    return this.router.serializeUrl(tree).split('?')[1] ?? '';
  }

  /** A view that says nothing of columns leaves them as they are. */
  private showColumns(names: unknown): void {
    const wanted = ITEM_COLUMNS.filter((column) => [names].flat().includes(column));
    if (wanted.length === 0) return;
    this.viewState.rememberTable({
      hidden: ITEM_COLUMNS.filter((column) => !wanted.includes(column) && !isRare(column)),
      shown: wanted.filter(isRare),
    });
  }
}
