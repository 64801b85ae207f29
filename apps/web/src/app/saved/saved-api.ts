import { HttpClient, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import {
  API_PATHS,
  type ChangeDashboardRequest,
  type ChangeReportRequest,
  type ChangeViewRequest,
  type SaveDashboardRequest,
  type SavedDashboard,
  type SavedPage,
  type SavedReport,
  type SavedView,
  type SaveReportRequest,
  type SaveViewRequest,
} from '@action-tracker/contracts';
import { firstValueFrom } from 'rxjs';

/** What people save, with the requests about it. */
interface Kinds {
  readonly view: { page: SavedView; save: SaveViewRequest; change: ChangeViewRequest };
  readonly report: { page: SavedReport; save: SaveReportRequest; change: ChangeReportRequest };
  readonly dashboard: {
    page: SavedDashboard;
    save: SaveDashboardRequest;
    change: ChangeDashboardRequest;
  };
}
export type SavedKind = keyof Kinds;

const LISTS: Readonly<Record<SavedKind, string>> = {
  view: API_PATHS.views,
  report: API_PATHS.savedReports,
  dashboard: API_PATHS.dashboards,
};
const ONE: Readonly<Record<SavedKind, (id: number) => string>> = {
  view: API_PATHS.view,
  report: API_PATHS.savedReport,
  dashboard: API_PATHS.dashboard,
};

/** HTTP access to saved views, reports and dashboards. */
@Service()
export class SavedApi {
  private readonly http = inject(HttpClient);

  /** All that one sees, by name. */
  all<Kind extends SavedKind>(
    kind: Kind,
    isWanted: () => boolean = () => true,
  ): HttpResourceRef<readonly Kinds[Kind]['page'][] | undefined> {
    return httpResource<readonly Kinds[Kind]['page'][]>(() =>
      isWanted() ? LISTS[kind] : undefined,
    );
  }

  one<Kind extends SavedKind>(
    kind: Kind,
    id: () => number | undefined,
  ): HttpResourceRef<Kinds[Kind]['page'] | undefined> {
    return httpResource<Kinds[Kind]['page']>(() => {
      const wanted = id();
      return wanted === undefined ? undefined : ONE[kind](wanted);
    });
  }

  add<Kind extends SavedKind>(
    kind: Kind,
    request: Kinds[Kind]['save'],
  ): Promise<Kinds[Kind]['page']> {
    return firstValueFrom(this.http.post<Kinds[Kind]['page']>(LISTS[kind], request));
  }

  /** Changes it if it still has the given version; otherwise the server answers 412. */
  change<Kind extends SavedKind>(
    kind: Kind,
    { id, version }: Pick<SavedPage, 'id' | 'version'>,
    request: Kinds[Kind]['change'],
  ): Promise<Kinds[Kind]['page']> {
    const headers = { 'If-Match': `"${version}"` };
    return firstValueFrom(
      this.http.patch<Kinds[Kind]['page']>(ONE[kind](id), request, { headers }),
    );
  }

  remove(kind: SavedKind, { id }: Pick<SavedPage, 'id'>): Promise<unknown> {
    return firstValueFrom(this.http.delete(ONE[kind](id)));
  }
}
