import { inputBinding } from '@angular/core';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { anEvent } from '../../testing/answers';
import { configureClient, elementOf, open, textOf } from '../../testing/page';
import { ItemHistory } from './item-history';

async function shown(events: readonly ItemEventEntry[]): Promise<readonly string[]> {
  const fixture = await open(ItemHistory, [inputBinding('events', () => events)]);
  return [...elementOf(fixture).querySelectorAll('li')].map(textOf);
}

const RETITLED = anEvent({
  position: 20,
  type: 'ItemRetitled',
  from: { title: 'Old' },
  to: { title: 'New words' },
  command_id: 'save',
});
const MOVED = anEvent({
  position: 21,
  type: 'ItemDueDateMoved',
  from: { due_date: null },
  to: { due_date: '2026-12-24' },
  command_id: 'save',
});
const REASSIGNED = anEvent({
  position: 22,
  type: 'ItemReassigned',
  from: { owner_id: 1 },
  to: { owner_id: 2 },
  command_id: 'save',
});

describe('the history of an item', () => {
  beforeEach(() => configureClient());

  it('shows a save of three fields as one entry with before and after in words', async () => {
    const [entry, ...others] = await shown([RETITLED, MOVED, REASSIGNED]);
    expect(others).toEqual([]);
    expect(entry).toContain('Maria Fitzgerald changed the title, moved the due date, and changed');
    expect(entry).toContain('from Old → to New words');
    expect(entry).toContain('from TBD → to 12/24/2026');
    expect(entry).toContain('from Maria Fitzgerald → to Jun Kawasaki');
    expect(entry).toContain('Ledger entry #20–22');
  });

  it('shows each step of an imported history by its person and time', async () => {
    const step = { command_id: 'import', recorded_by_id: 3, channel: 'import' } as const;
    const [second, first] = await shown([
      anEvent({ ...step, position: 7, actor_id: 1, occurred_at: '2016-02-29T08:53:00.000Z' }),
      anEvent({ ...step, position: 8, actor_id: 2, occurred_at: '2016-03-05T12:00:00.000Z' }),
    ]);
    expect(first).toContain('Maria Fitzgerald changed the status');
    expect(second).toContain('Jun Kawasaki changed the status');
  });

  it('shows the newest entry first', async () => {
    const occurred_at = '2026-11-20T10:00:00.000Z';
    const later = anEvent({ position: 30, command_id: 'later', occurred_at });
    const [newest, oldest] = await shown([RETITLED, later]);
    expect(newest).toContain('#30');
    expect(oldest).toContain('#20');
  });

  it('shows the reason for a status and how long ago it was', async () => {
    const to = { status: 'Blocked', comment: 'Waiting for the licence' };
    const [entry] = await shown([anEvent({ to })]);
    expect(entry).toContain('3 hours ago');
    expect(entry).toContain('from New → to Blocked');
    expect(entry).toContain('Waiting for the licence');
  });

  it('says who imported what somebody else did', async () => {
    const [entry] = await shown([anEvent({ actor_id: 2, recorded_by_id: 3, channel: 'import' })]);
    expect(entry).toContain('Jun Kawasaki changed the status');
    expect(entry).toContain('imported by Ana Souza');
  });

  it('names the file of an import, and the row if it was recorded', async () => {
    const source = { file: 'register.xlsx', sha256: 'a'.repeat(64), row: 1234 };
    const event = anEvent({ recorded_by_id: 3, channel: 'import', source });
    const [entry] = await shown([event]);
    expect(entry).toContain('imported by Ana Souza from register.xlsx, row 1234');
    const [text] = await shown([{ ...event, source: { ...source, file: 'register.csv' } }]);
    expect(text).toContain('imported by Ana Souza from register.csv, line 1234');
    const [older] = await shown([{ ...event, source: { ...source, row: null } }]);
    expect(older).toMatch(/imported by Ana Souza from register\.xlsx(?!, row)/);
  });

  it('says that an import wrote down what the file leaves to nobody', async () => {
    const [entry] = await shown([anEvent({ actor_id: 3, recorded_by_id: 3, channel: 'import' })]);
    expect(entry).toContain('imported by Ana Souza');
  });

  it('shows the person that a user was merged into, with the name of the file', async () => {
    const [entry] = await shown([anEvent({ actor_id: 4, recorded_by_id: 3, channel: 'import' })]);
    expect(entry).toContain('Jun Kawasaki (as “J. K.”) changed the status');
  });

  it('shows a new item without a before', async () => {
    const to = { number: 1, title: 'First', due_date: null, status: 'New' };
    const [entry] = await shown([anEvent({ type: 'ItemCreated', from: null, to })]);
    expect(entry).toContain('created the item');
    expect(entry).toContain('Due TBD');
    expect(entry).not.toContain('→');
  });
});
