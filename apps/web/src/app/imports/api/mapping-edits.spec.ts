import type { ImportMapping } from '@action-tracker/contracts';
import {
  columnsBefore,
  fieldsOf,
  isNoValue,
  targetOf,
  withDefault,
  withNoValue,
  withOtherwise,
  withTarget,
} from './mapping-edits';

const MAPPING: ImportMapping = {
  file: {},
  dates: { zone: 'UTC' },
  no_value: ['-'],
  key: ['No'],
  fields: {
    title: { column: 'Action' },
    owner: { column: 'Assignee', default: 'mf@example.com' },
    status: { column: 'Status', values: { Open: 'New' }, otherwise: 'New' },
  },
  notes: [{ column: 'Comments' }],
  people: {},
};

describe('a column of a file', () => {
  it('has the target that the mapping gives it', () => {
    const targets = ['Action', 'Comments', 'Area'].map((column) => targetOf(MAPPING, column));
    expect(targets).toEqual(['title', 'note', 'kept']);
  });

  it('is joined to a title that has another one, and leaves it again', () => {
    const joined = withTarget(MAPPING, 'Area', 'title');
    expect(joined.fields.title).toEqual({ column: ['Action', 'Area'], join: ' – ' });
    expect(columnsBefore(joined, 'Area')).toEqual([]);
    expect(withTarget(joined, 'Area', 'kept').fields.title).toEqual({ column: 'Action' });
  });

  it('fills the gaps of a field that has another one', () => {
    const filled = withTarget(MAPPING, 'Reporter', 'owner');
    expect(filled.fields.owner?.column).toEqual(['Assignee', 'Reporter']);
    expect(columnsBefore(filled, 'Reporter')).toEqual(['Assignee']);
    expect(columnsBefore(filled, 'Comments')).toEqual([]);
  });

  it('leaves the words of a field behind, but not its fallback', () => {
    expect(withTarget(MAPPING, 'Status', 'note').fields.status).toBeUndefined();
    const left = withTarget(MAPPING, 'Assignee', 'kept');
    expect(left.fields.owner).toEqual({ default: 'mf@example.com' });
  });

  it('becomes a note once, or is kept with everything else', () => {
    const noted = withTarget(withTarget(MAPPING, 'Area', 'note'), 'Area', 'note');
    expect(noted.notes).toEqual([{ column: 'Comments' }, { column: 'Area' }]);
    expect(withTarget(noted, 'Comments', 'kept').notes).toEqual([{ column: 'Area' }]);
  });
});

describe('a mapping', () => {
  it('takes a fallback and gives it up, also without a column', () => {
    const fixed = withDefault(MAPPING, 'category', 'Systems');
    expect(fixed.fields.category).toEqual({ default: 'Systems' });
    expect(withDefault(fixed, 'category', undefined).fields.category).toBeUndefined();
    expect(withOtherwise(MAPPING, 'status', 'TBC').fields.status?.otherwise).toBe('TBC');
  });

  it('knows words that mean nothing, in any letter case', () => {
    const nobody = withNoValue(MAPPING, 'Nobody', true);
    expect(isNoValue(nobody, 'NOBODY')).toBe(true);
    expect(isNoValue(withNoValue(nobody, 'nobody', false), 'Nobody')).toBe(false);
  });

  it('of a log of changes has fields of its own', () => {
    expect(fieldsOf(true)).toContain('changed_at');
    expect(fieldsOf(false)).not.toContain('changed_at');
    expect(fieldsOf(false)).toContain('created_by');
  });
});
