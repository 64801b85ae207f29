import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isComposing } from './composing';

const APP = join(import.meta.dirname, '../..');
/** Keys that are pressed where nobody types: on a cell of the table, in the calendar, in a registry. */
const NOT_IN_TEXT = [
  'items/list/item-table.ts',
  'platform/date-field/calendar.ts',
  'platform/keyboard/key-actions.ts',
  'platform/keyboard/local-keys.ts',
];

describe('a key that an input method composes with', () => {
  it.each([
    ['a plain Enter', { key: 'Enter' }, false],
    ['Enter that takes what is offered', { key: 'Enter', isComposing: true }, true],
    ['Enter as Safari reports it', { key: 'Enter', keyCode: 229 }, true],
  ])('is distinguished from others: %s', (_, init, composes) => {
    expect(isComposing(new KeyboardEvent('keydown', init))).toBe(composes);
  });

  it('is left alone wherever Enter or Escape do something', () => {
    const files = readdirSync(APP, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|html)$/.test(file) && !file.endsWith('.spec.ts'))
      .filter((file) => !NOT_IN_TEXT.includes(file));
    const acting = files.filter((file) => {
      const source = readFileSync(join(APP, file), 'utf8');
      const acts = /'(Enter|Escape)'|keydown[.\w]*\.(enter|escape)/.test(source);
      return acts && !source.includes('isComposing(');
    });
    expect(files.length).toBeGreaterThan(100);
    expect(acting).toEqual([]);
  });
});
