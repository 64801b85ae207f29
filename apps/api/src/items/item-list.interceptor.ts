/**
 * Returns a list of items as JSON or, if the caller accepts `text/csv` or XLSX, as a spreadsheet with
 * names instead of ids. Long lists are streamed.
 */
import { guarded, type User, usersById } from '@action-tracker/contracts';
import { ITEM_CSV_HEADINGS, itemCsvCells } from '@action-tracker/contracts/item-csv';
import { listedItem, VisiblePeople } from '@action-tracker/tracking';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { scopeOf } from '../http/scope-of';
import { AnswerStreams } from '../http/answer-streams';
import { listFormOf, XLSX_TYPE } from '../http/list-form';
import { ItemWorkbooks } from '../workbook/item-workbooks';
import type { AnsweredItems } from './answer-items';
import { spreadsheetName } from './spreadsheet-name';

/** The format of a list, written batch by batch. */
interface Form {
  readonly type: string;
  readonly begin: string;
  readonly end: string;
  batch(items: readonly string[], isFirst: boolean): string;
}

@Injectable()
export class ItemListForm implements NestInterceptor<AnsweredItems> {
  constructor(
    private readonly people: VisiblePeople,
    private readonly streams: AnswerStreams,
    private readonly workbooks: ItemWorkbooks,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<AnsweredItems>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next
      .handle()
      .pipe(
        mergeMap((items) =>
          listFormOf(request) === 'xlsx'
            ? this.workbook(items, request, reply)
            : this.text(items, request, reply),
        ),
      );
  }

  private async text(items: AnsweredItems, request: FastifyRequest, reply: FastifyReply) {
    const isCsv = listFormOf(request) === 'csv';
    const { moment } = scopeOf(request);
    const form = isCsv ? csvWith(await this.people.list(scopeOf(request))) : JSON_FORM;
    reply.type(form.type);
    if (isCsv && moment) reply.header('Content-Disposition', spreadsheetName(moment, 'csv'));
    if (!isBatched(items)) return form.begin + form.batch(items, true) + form.end;
    return this.streams.open(written(items, form));
  }

  private async workbook(items: AnsweredItems, request: FastifyRequest, reply: FastifyReply) {
    const batches = isBatched(items) ? items : [items];
    const { moment, parts } = await this.workbooks.of(batches, request);
    reply.type(XLSX_TYPE).header('Content-Disposition', spreadsheetName(moment, 'xlsx'));
    return this.streams.open(parts);
  }
}

const isBatched = (items: AnsweredItems): items is Exclude<AnsweredItems, readonly unknown[]> =>
  Symbol.asyncIterator in items;

async function* written(batches: AsyncIterable<readonly string[]>, form: Form) {
  let text = form.begin;
  let isFirst = true;
  for await (const items of batches) {
    yield text + form.batch(items, isFirst);
    text = '';
    isFirst = false;
  }
  yield text + form.end;
}

const JSON_FORM: Form = {
  type: 'application/json; charset=utf-8',
  begin: '[',
  end: ']',
  batch(items, isFirst) {
    const text = items.join(',');
    return isFirst || text === '' ? text : `,${text}`;
  },
};

/** UTF-8 with a byte order mark; formulas are escaped. */
function csvWith(users: readonly User[]): Form {
  const byId = usersById(users);
  const write = (rows: readonly (readonly string[])[], bom: boolean) =>
    stringify([...rows], { bom, record_delimiter: 'windows' });
  return {
    type: 'text/csv; charset=utf-8',
    begin: write([ITEM_CSV_HEADINGS], true),
    end: '',
    batch: (items) =>
      write(
        items.map((item) => itemCsvCells(listedItem(item), byId).map(guarded)),
        false,
      ),
  };
}
