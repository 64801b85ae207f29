/** Downloads the items of the view as a workbook, which the server writes. */
import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { OFFER_FILE } from '../../platform/files/offer-file';
import { Moment } from '../../platform/moment/moment';
import { ItemListStore } from '../store/item-list-store';
import { pathOf } from '../api/items-api';
import { queryOfView } from '../view/item-view';
import { ListView } from '../view/list-view';
import { narrowedParams } from '../view/narrowing';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FILE_NAME = /filename="([^"]+)"/;

/** Lists that only this page can select: of what has changed, of a replay, of two due filters. */
export type NotWritten = 'changed' | 'replayed' | 'due';

@Service()
export class ExportWorkbook {
  private readonly http = inject(HttpClient);
  private readonly offer = inject(OFFER_FILE);
  private readonly moment = inject(Moment);
  private readonly store = inject(ItemListStore);
  private readonly view = inject(ListView);

  /** Starts the download. @returns why there is none */
  async save(): Promise<Problem | NotWritten | undefined> {
    const reason = this.notWritten();
    if (reason) return reason;
    const { group: _group, sort: _sort, ...filters } = queryOfView(this.view.current());
    const answer = this.http.get(pathOf(this.store.scope() ?? 'all'), {
      headers: { Accept: XLSX_TYPE },
      params: { ...this.moment.params(), ...narrowedParams(this.view.narrowing()), ...filters },
      responseType: 'arraybuffer',
      observe: 'response',
    });
    try {
      const { body, headers } = await firstValueFrom(answer);
      const [, name = 'items.xlsx'] =
        FILE_NAME.exec(headers.get('Content-Disposition') ?? '') ?? [];
      if (body) this.offer(new Blob([body], { type: XLSX_TYPE }), name);
      return undefined;
    } catch (failure) {
      return toProblem(inWords(failure));
    }
  }

  private notWritten(): NotWritten | undefined {
    if (this.moment.isChangedOnly()) return 'changed';
    if (this.store.replayed()) return 'replayed';
    return this.view.current().filter.due.length > 1 ? 'due' : undefined;
  }
}

/** A refusal of the API, too, comes as the bytes of a file. */
function inWords(failure: unknown): unknown {
  if (!(failure instanceof HttpErrorResponse)) return failure;
  const { headers, status } = failure;
  const error: unknown = failure.error;
  return error instanceof ArrayBuffer
    ? new HttpErrorResponse({ error: parsed(error), headers, status })
    : failure;
}

function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // A proxy answered.
    return undefined;
  }
}
