/** Returns a series or breakdown as JSON or, if the caller accepts `text/csv`, as a spreadsheet. */
import { guarded, usersById } from '@action-tracker/contracts';
import type { Breakdown, Dimension, FigureKey, Series } from '@action-tracker/contracts/measures';
import { Ledgers, VisiblePeople, type Scope } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { listFormOf } from '../http/list-form';
import { scopeOf } from '../http/scope-of';
import { spreadsheetName } from '../items/spreadsheet-name';

type Figures = Series | Breakdown;
type Cell = string | number;

@Injectable()
export class FigureForm implements NestInterceptor<Figures> {
  constructor(
    private readonly people: VisiblePeople,
    private readonly ledgers: Ledgers,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<Figures>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const isCsv = listFormOf(request) === 'csv';
    return isCsv
      ? next
          .handle()
          .pipe(mergeMap((figures) => this.csv(figures, request, http.getResponse<FastifyReply>())))
      : next.handle();
  }

  private async csv(figures: Figures, request: FastifyRequest, reply: FastifyReply) {
    const scope = scopeOf(request);
    const { moment } = scope;
    reply.type('text/csv; charset=utf-8');
    if (moment) {
      const name = spreadsheetName(moment, 'csv', figures.measure);
      reply.header('Content-Disposition', name);
    }
    const rows =
      'points' in figures ? await this.series(figures, scope) : await this.cells(figures, scope);
    return stringify([...rows], { bom: true, record_delimiter: 'windows' });
  }

  private async series({ by, unit, points }: Series, scope: Scope) {
    const names = await this.names(
      by,
      points.map(({ key }) => key),
      scope,
    );
    const isOfDays = points.some(({ p85 }) => p85 !== undefined);
    return [
      ['date', ...(by ? [by] : []), unit, ...(isOfDays ? ['p85'] : [])],
      ...points.map(({ date, key, value, p85 }) => [
        date,
        ...(by ? [names(key)] : []),
        value ?? '',
        ...(isOfDays ? [p85 ?? ''] : []),
      ]),
    ];
  }

  private async cells({ by, by2, unit, cells }: Breakdown, scope: Scope) {
    const names = await this.names(
      by,
      cells.map(({ key }) => key),
      scope,
    );
    const names2 = await this.names(
      by2,
      cells.map(({ key2 }) => key2),
      scope,
    );
    const isOfDays = cells.some(({ p85 }) => p85 !== undefined);
    return [
      [by, ...(by2 ? [by2] : []), unit, ...(isOfDays ? ['p85'] : [])],
      ...cells.map(({ key, key2, value, p85 }) => [
        names(key),
        ...(by2 ? [names2(key2)] : []),
        value ?? '',
        ...(isOfDays ? [p85 ?? ''] : []),
      ]),
    ];
  }

  /** Names instead of ids. */
  private async names(
    by: Dimension | null,
    keys: readonly (FigureKey | null)[],
    scope: Scope,
  ): Promise<(key: FigureKey | null) => Cell> {
    if (by === 'owner') {
      const users = usersById(await this.people.list(scope));
      return (key) => guarded(users.get(Number(key))?.name ?? `#${key}`);
    }
    if (by !== 'tracker') return (key) => key ?? '';
    const ids = [...new Set(keys.map(Number))];
    const ledgers = await Promise.all(ids.map((id) => this.ledgers.ofTracker(scope, id)));
    const prefixes = new Map(ledgers.map(({ id, prefix }) => [id, prefix]));
    return (key) => prefixes.get(Number(key)) ?? '';
  }
}
