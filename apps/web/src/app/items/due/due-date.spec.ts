import { inputBinding } from '@angular/core';
import type { Item } from '@action-tracker/contracts';
import { anItem } from '../../testing/answers';
import { configureClient, elementOf, open, textOf } from '../../testing/page';
import { DueDate } from './due-date';

/** The server's day in these specs is 11/20/2026. */
async function shown(given: Partial<Item>) {
  const fixture = await open(DueDate, [inputBinding('item', () => anItem(given))]);
  const element = elementOf(fixture);
  return { text: textOf(element), hasIcon: element.querySelector('svg') !== null };
}

describe('a due date', () => {
  beforeEach(() => configureClient());

  it('is overdue, with icon and words, when it is before the day of the server', async () => {
    const due = await shown({ due_date: '2026-11-15', status: 'Blocked' });
    expect(due).toEqual({ text: '11/15/2026 5 d overdue', hasIcon: true });
  });

  it('is not overdue on the day itself', async () => {
    expect(await shown({ due_date: '2026-11-20' })).toEqual({
      text: '11/20/2026 today',
      hasIcon: false,
    });
  });

  it('is never overdue once the item is complete', async () => {
    const due = await shown({ due_date: '2026-11-15', status: 'Complete' });
    expect(due).toEqual({ text: '11/15/2026', hasIcon: false });
  });

  it('says how near it is up to a week ahead', async () => {
    expect((await shown({ due_date: '2026-11-27' })).text).toBe('11/27/2026 in 7 d');
  });

  it('says nothing more beyond a week', async () => {
    expect((await shown({ due_date: '2026-11-28' })).text).toBe('11/28/2026');
  });

  it('is TBD without a date', async () => {
    expect(await shown({ due_date: null })).toEqual({ text: 'TBD', hasIcon: false });
  });
});
