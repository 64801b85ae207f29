import { DomainError } from '@action-tracker/domain';
import { ItemFilterPipe } from '../items/item-filter.pipe';
import type { QueryParameters } from '../http/parameter-reader';
import { BreakdownPipe, SeriesPipe } from './figure-pipes';

const series = new SeriesPipe();
const breakdown = new BreakdownPipe();
const lists = new ItemFilterPipe();

/** The fields of a refusal. */
function refused(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError) return error.details.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('A series', () => {
  it('is asked for by its measure; the rest has defaults', () => {
    expect(series.transform({ measure: 'open' })).toEqual({
      ...{ measure: 'open', axis: 'occurred' },
    });
    const all = { by: 'owner', axis: 'recorded', from: '-P90D', to: '2026-01-31', step: 'week' };
    expect(series.transform({ measure: 'created', ...all })).toEqual({
      measure: 'created',
      ...all,
    });
  });

  it.each<[QueryParameters, readonly string[]]>([
    [{}, ['measure']],
    [{ measure: 'opened' }, ['measure']],
    [{ measure: ['open', 'open'] }, ['measure']],
    [{ measure: 'open', by: 'title' }, ['by']],
    [{ measure: 'open', by: 'bucket' }, ['by']],
    [{ measure: 'open', step: 'year' }, ['step']],
    [{ measure: 'open', axis: 'both' }, ['axis']],
    [{ measure: 'open', from: ['a', 'b'] }, ['from']],
  ])('%j is refused: %j', (parameters, fields) => {
    expect(refused(() => series.transform(parameters))).toEqual(fields);
  });
});

describe('A breakdown', () => {
  it('is asked for by a measure and a dimension or two', () => {
    const asked = { measure: 'age_days', by: 'bucket', by2: 'owner' };
    expect(breakdown.transform(asked)).toMatchObject(asked);
  });

  it.each<[QueryParameters, readonly string[]]>([
    [{ measure: 'open' }, ['by']],
    [{ by: 'owner' }, ['measure']],
    [{ measure: 'open', by: 'owner', by2: 'owner' }, ['by2']],
    [{ measure: 'open', by: 'owner', by2: 'bucket' }, ['by2']],
    [{ measure: 'open', by: '' }, ['by']],
  ])('%j is refused: %j', (parameters, fields) => {
    expect(refused(() => breakdown.transform(parameters))).toEqual(fields);
  });
});

describe('A list behind a number', () => {
  it('names the measure, the period and the groups', () => {
    const asked = {
      ...{ counted_by: 'completed', from: '2026-01-01', to: '2026-01-31', axis: 'recorded' },
      ...{ by: 'owner', key: '7', by2: 'status', key2: 'Complete', priority: 'High' },
    };
    expect(lists.transform(asked)).toEqual({
      words: { priority: ['High'] },
      counted: {
        ...{ measure: 'completed', from: '2026-01-01', to: '2026-01-31', axis: 'recorded' },
        groups: [
          { by: 'owner', key: 7 },
          { by: 'status', key: 'Complete' },
        ],
      },
    });
    expect(lists.transform({ counted_by: 'open' })).toEqual({
      counted: { measure: 'open', axis: 'occurred', groups: [] },
    });
  });

  it.each<[QueryParameters, readonly string[]]>([
    [{ counted_by: 'opened' }, ['counted_by']],
    [{ from: '2026-01-01' }, ['from']],
    [{ by: 'owner', key: '7' }, ['by', 'key']],
    [{ counted_by: 'open', by: 'owner' }, ['by']],
    [{ counted_by: 'open', key: '7' }, ['key']],
    [{ counted_by: 'open', by: 'owner', key: 'Maria' }, ['key']],
    [{ counted_by: 'open', by: 'status', key: 'Open' }, ['key']],
    [{ counted_by: 'open', by: 'bucket', key: '0-7' }, ['by']],
    [{ counted_by: 'age_days', by: 'bucket', key: '0-8' }, ['key']],
  ])('%j is refused: %j', (parameters, fields) => {
    expect(refused(() => lists.transform(parameters))).toEqual(fields);
  });
});
