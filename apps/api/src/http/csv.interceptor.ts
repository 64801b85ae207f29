/** A list of items as a spreadsheet, for callers that accept `text/csv`: names instead of ids. */
import {
  guarded,
  ITEM_CSV_HEADINGS,
  itemCsvCells,
  type ListedItem,
  type User,
  usersById,
} from '@action-tracker/contracts';
import { Users } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type {} from '@fastify/accepts';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';

/** Whether the caller prefers CSV to JSON. */
export const wantsCsv = (request: FastifyRequest): boolean =>
  request.accepts().type(['application/json', 'text/csv']) === 'text/csv';

@Injectable()
export class CsvFormat implements NestInterceptor<readonly ListedItem[]> {
  constructor(private readonly users: Users) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<readonly ListedItem[]>,
  ): Observable<unknown> {
    const http = context.switchToHttp();
    if (!wantsCsv(http.getRequest<FastifyRequest>())) return next.handle();
    return next.handle().pipe(
      mergeMap(async (items) => {
        http.getResponse<FastifyReply>().type('text/csv; charset=utf-8');
        return toCsv(items, await this.users.list());
      }),
    );
  }
}

/** UTF-8 with a byte order mark; cells that a spreadsheet would compute are escaped. */
export function toCsv(items: readonly ListedItem[], users: readonly User[]): string {
  const byId = usersById(users);
  const cells = items.map((item) => itemCsvCells(item, byId).map(guarded));
  return stringify([ITEM_CSV_HEADINGS, ...cells], { bom: true, record_delimiter: 'windows' });
}
