import { givenTracker } from '../testing';
import { evolveTracker, NO_TRACKER, type TrackerDetails, type TrackerEvent } from './tracker';

const OPENED: TrackerEvent = {
  type: 'TrackerOpened',
  data: { prefix: 'AD', name: 'Astro Digital', description: null },
};
const open = {
  type: 'OpenTracker',
  prefix: 'AD',
  name: 'Astro Digital',
  description: null,
} as const;
const change = { type: 'ChangeTrackerDetails' } as const;

const changed = (from: Partial<TrackerDetails>, to: Partial<TrackerDetails>): TrackerEvent => ({
  type: 'TrackerDetailsChanged',
  data: { from, to },
});
const NAMED = { name: 'Astro Digital' };
const PLAIN = { description: null };

describe('opening a tracker', () => {
  it('records prefix, name and description', () => {
    givenTracker([]).when(open).then([OPENED]);
    givenTracker([])
      .when({ ...open, name: ' A ', description: ' line\n\tline ' })
      .then([
        { type: 'TrackerOpened', data: { prefix: 'AD', name: 'A', description: 'line\n\tline' } },
      ]);
  });

  it('takes an empty description for none', () => {
    givenTracker([])
      .when({ ...open, description: ' ' })
      .then([OPENED]);
  });

  it('is refused when the prefix is taken', () => {
    givenTracker([OPENED]).when(open).then('CONFLICT');
  });

  it('reports all bad fields at once, before it looks whether the prefix is taken', () => {
    givenTracker([OPENED])
      .when({ ...open, prefix: 'ad', name: '', description: 'x'.repeat(10_001) })
      .then([
        { field: 'prefix', message: 'expected 2 to 5 uppercase letters A to Z, found "ad"' },
        { field: 'name', message: 'expected 1 to 255 characters, found 0' },
        { field: 'description', message: 'expected 0 to 10000 characters, found 10001' },
      ]);
  });

  it('records nothing that it has no rule for', () => {
    const hostile = { ...open, ledgerId: 1, __proto__: { isAdmin: true } };
    givenTracker([]).when(hostile).then([OPENED]);
  });
});

describe('changing a tracker', () => {
  it('records from and to of what is changed, and nothing else', () => {
    givenTracker([OPENED])
      .when({ ...change, name: 'Astro' })
      .then([changed(NAMED, { name: 'Astro' })]);
    givenTracker([OPENED, changed(PLAIN, { description: 'old' })])
      .when({ ...change, description: 'new' })
      .then([changed({ description: 'old' }, { description: 'new' })]);
  });

  it('records both fields in one event', () => {
    givenTracker([OPENED])
      .when({ ...change, name: 'Astro', description: 'Satellites' })
      .then([changed({ ...NAMED, ...PLAIN }, { name: 'Astro', description: 'Satellites' })]);
  });

  it('removes a description by null, and keeps it when it is left out', () => {
    const described = [OPENED, changed(PLAIN, { description: 'old' })];
    givenTracker(described)
      .when({ ...change, description: null })
      .then([changed({ description: 'old' }, { description: null })]);
    givenTracker(described)
      .when({ ...change, name: 'Astro' })
      .then([changed(NAMED, { name: 'Astro' })]);
  });

  it('leaves out a field that it names and does not change', () => {
    givenTracker([OPENED])
      .when({ ...change, name: 'Astro', description: null })
      .then([changed(NAMED, { name: 'Astro' })]);
  });

  it('records nothing when nothing changes', () => {
    givenTracker([OPENED])
      .when({ ...change, name: ' Astro Digital ', description: '' })
      .then([]);
  });

  it('is refused when it names no field', () => {
    givenTracker([OPENED])
      .when(change)
      .then([{ field: 'body', message: 'expected at least one of name, description, found none' }]);
  });

  it('is refused for a bad field', () => {
    givenTracker([OPENED])
      .when({ ...change, name: 'a\nb', description: 'a\u0000' })
      .then([
        { field: 'name', message: 'expected text without control characters, found U+000A' },
        { field: 'description', message: 'expected text without control characters, found U+0000' },
      ]);
  });

  it('is refused when there is no tracker', () => {
    givenTracker([])
      .when({ ...change, name: 'Astro' })
      .then('NOT_FOUND');
  });
});

describe('the state of a tracker', () => {
  it('does not come into being by a change', () => {
    expect(evolveTracker(NO_TRACKER, changed(NAMED, { name: 'x' }), { version: 1 })).toEqual(
      NO_TRACKER,
    );
  });
});
