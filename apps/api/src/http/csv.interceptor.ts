/** A list of items as a spreadsheet, for callers that accept `text/csv`: names instead of ids. */
import type { Item, User } from '@action-tracker/contracts';
import { guarded, Users } from '@action-tracker/tracking';
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

const HEADINGS = [
  ...['ID', 'Title', 'Created', 'Created by', 'Due date', 'Category'],
  ...['Owner', 'Priority', 'Status', 'Last update'],
];

/** Whether the caller prefers CSV to JSON. */
export const wantsCsv = (request: FastifyRequest): boolean =>
  request.accepts().type(['application/json', 'text/csv']) === 'text/csv';

@Injectable()
export class CsvFormat implements NestInterceptor<readonly Item[]> {
  constructor(private readonly users: Users) {}

  intercept(context: ExecutionContext, next: CallHandler<readonly Item[]>): Observable<unknown> {
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
export function toCsv(items: readonly Item[], users: readonly User[]): string {
  const known = new Map(users.map(({ id, name }) => [id, name]));
  const names = new Map(
    users.map(({ id, name, merged_into_id: into }) => [id, known.get(into ?? id) ?? name]),
  );
  const nameOf = (id: number) => names.get(id) ?? `#${id}`;
  const rows = items.map((item) => [
    ...[item.id, item.title, item.create_date, nameOf(item.created_by_id)],
    ...[item.due_date ?? 'TBD', item.category, nameOf(item.owner_id)],
    ...[item.priority, item.status, item.updated_at],
  ]);
  const cells = rows.map((row) => row.map(guarded));
  return stringify([HEADINGS, ...cells], { bom: true, record_delimiter: 'windows' });
}
