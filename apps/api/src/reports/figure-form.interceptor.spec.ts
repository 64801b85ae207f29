import type { User } from '@action-tracker/contracts';
import type { Breakdown, Series } from '@action-tracker/contracts/measures';
import { Ledgers, Rights, Scope, VisiblePeople, type PastMoment } from '@action-tracker/tracking';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { firstValueFrom, of } from 'rxjs';
import { FigureForm } from './figure-form.interceptor';

const user = (id: number, name: string, mergedInto: number | null = null): User => ({
  ...{ id, name, email: `${id}@example.com`, initials: name.slice(0, 2) },
  ...{ created_at: '2026-01-01T00:00:00.000Z', merged_into_id: mergedInto },
});
const MARIA = user(1, 'Maria');
const USERS = [MARIA, user(2, 'Mary', 1), user(3, '=Bo')];
const PREFIXES = new Map([
  [4, 'CL'],
  [5, 'AD'],
]);

const asked: { scope: Scope; id: number }[] = [];
const LEDGERS = {
  ofTracker(scope: Scope, id: number) {
    asked.push({ scope, id });
    return Promise.resolve({ id, prefix: PREFIXES.get(id) });
  },
};

@Module({
  providers: [
    FigureForm,
    { provide: VisiblePeople, useValue: { list: () => Promise.resolve(USERS) } },
    { provide: Ledgers, useValue: LEDGERS },
  ],
})
class FiguresModule {}

let form: FigureForm;

beforeAll(async () => {
  const context = await NestFactory.createApplicationContext(FiguresModule, { logger: false });
  form = context.get(FigureForm);
});

beforeEach(() => {
  asked.length = 0;
});

interface Answer {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a caller gets who prefers this type, perhaps as of a moment. */
async function answerOf(
  figures: Series | Breakdown,
  { type = 'text/csv', moment }: { type?: string | false; moment?: PastMoment } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {};
  const request = {
    accepts: () => ({ type: () => type }),
    user: MARIA,
    ...(moment ? { askedScope: Scope.of(MARIA, Rights.all).at(moment) } : {}),
  };
  const reply = {
    type: (value: string) => Object.assign(headers, { 'Content-Type': value }),
    header: (name: string, value: string) => Object.assign(headers, { [name]: value }),
  };
  const context = new ExecutionContextHost([request, reply]);
  const body = await firstValueFrom(form.intercept(context, { handle: () => of(figures) }));
  return { body, headers };
}

/** The lines of the spreadsheet, which has a byte order mark. */
async function linesOf(figures: Series | Breakdown): Promise<readonly string[]> {
  const text = String((await answerOf(figures)).body);
  expect(text).toMatch(/^\uFEFF.*\r\n$/s);
  return text.slice(1).split('\r\n').slice(0, -1);
}

const series = (changed: Partial<Series>): Series => ({
  ...{ measure: 'open', by: null, unit: 'items', axis: 'occurred', step: 'day' },
  ...{ steps: [], points: [], ...changed },
});
const breakdown = (changed: Partial<Breakdown>): Breakdown => ({
  ...{ measure: 'open', by: 'status', by2: null, unit: 'items', axis: 'occurred' },
  ...{ from: null, to: '2026-01-31', total: null, cells: [], ...changed },
});
const point = { date: '2026-01-31', key: null, value: 3 };

const MOMENT: PastMoment = {
  ...{ axis: 'recorded', instant: '2026-01-31T12:00:00.000Z', position: 9, review: null },
};

describe('Figures', () => {
  it.each<[string, string | false]>([
    ['JSON', 'application/json'],
    ['a form that there is not', false],
  ])('stay JSON for a client that prefers %s', async (_name, type) => {
    const figures = series({ points: [point] });
    expect(await answerOf(figures, { type, moment: MOMENT })).toEqual({
      body: figures,
      headers: {},
    });
  });

  it('are a spreadsheet for a client that prefers one', async () => {
    expect(await answerOf(series({ points: [point] }))).toEqual({
      body: '\uFEFFdate,items\r\n2026-01-31,3\r\n',
      headers: { 'Content-Type': 'text/csv; charset=utf-8' },
    });
  });

  it('of the past are named after their measure and the moment', async () => {
    const { headers } = await answerOf(breakdown({ measure: 'overdue' }), { moment: MOMENT });
    expect(headers['Content-Disposition']).toBe(
      'attachment; filename="overdue-as-of-20260131T120000Z-position-9.csv"',
    );
  });
});

describe('The spreadsheet of a series', () => {
  it('has headings even without points', async () => {
    expect(await linesOf(series({ by: 'priority' }))).toEqual(['date,priority,items']);
  });

  it('has nothing where there is no value or no key', async () => {
    const points = [
      { ...point, key: 'High', value: null },
      { ...point, value: 0 },
    ];
    expect(await linesOf(series({ by: 'priority', points }))).toEqual([
      'date,priority,items',
      '2026-01-31,High,',
      '2026-01-31,,0',
    ]);
  });

  it('has the 85th percentile of days', async () => {
    const points = [
      { ...point, p85: 7.5 },
      { ...point, value: null, p85: null },
    ];
    expect(await linesOf(series({ unit: 'days', points }))).toEqual([
      'date,days,p85',
      '2026-01-31,3,7.5',
      '2026-01-31,,',
    ]);
  });

  it('names owners, who may be merged or unknown, and no name is a formula', async () => {
    const points = [1, 2, 3, 9].map((key) => ({ ...point, key }));
    expect(await linesOf(series({ by: 'owner', points }))).toEqual([
      ...['date,owner,items', '2026-01-31,Maria,3', '2026-01-31,Maria,3'],
      ...["2026-01-31,'=Bo,3", '2026-01-31,#9,3'],
    ]);
  });

  it('names trackers by their prefixes, each looked up once in the scope of the caller', async () => {
    const points = [4, 5, 4, 6].map((key) => ({ ...point, key }));
    expect(await linesOf(series({ by: 'tracker', points }))).toEqual([
      ...['date,tracker,items', '2026-01-31,CL,3', '2026-01-31,AD,3'],
      ...['2026-01-31,CL,3', '2026-01-31,,3'],
    ]);
    expect(asked.map(({ id }) => id)).toEqual([4, 5, 6]);
    expect(asked.map(({ scope }) => scope.userId)).toEqual([1, 1, 1]);
  });
});

describe('The spreadsheet of a breakdown', () => {
  it('has a line for each cell', async () => {
    const cells = [
      { key: 'Open', key2: null, value: 2 },
      { key: 'Complete', key2: null, value: null },
    ];
    expect(await linesOf(breakdown({ cells }))).toEqual(['status,items', 'Open,2', 'Complete,']);
  });

  it('has two names for two dimensions', async () => {
    const cells = [
      { key: 4, key2: 3, value: 2 },
      { key: 5, key2: 1, value: 1 },
    ];
    expect(await linesOf(breakdown({ by: 'tracker', by2: 'owner', cells }))).toEqual([
      ...['tracker,owner,items', "CL,'=Bo,2", 'AD,Maria,1'],
    ]);
  });

  it('has the 85th percentile of days', async () => {
    const cells = [
      { key: 'High', key2: null, value: 2, p85: 4 },
      { key: 'Low', key2: null, value: 1 },
    ];
    expect(await linesOf(breakdown({ by: 'priority', unit: 'days', cells }))).toEqual([
      ...['priority,days,p85', 'High,2,4', 'Low,1,'],
    ]);
  });
});
