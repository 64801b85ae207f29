import { AddNoteCommand } from '../items/add-note';
import { GetItem } from '../items/get-item';
import { Application } from '../testing/application';
import { Scope } from './scope';

describe('the day it is', () => {
  it.each([
    ['Pacific/Kiritimati', '2026-02-28T09:59:59.999Z', '2026-02-28'],
    ['Pacific/Kiritimati', '2026-02-28T10:00:00.000Z', '2026-03-01'],
    ['Pacific/Niue', '2026-03-01T10:59:59.999Z', '2026-02-28'],
    ['Pacific/Niue', '2026-03-01T11:00:00.000Z', '2026-03-01'],
    ['UTC', '2027-12-31T23:59:59.999Z', '2027-12-31'],
    ['UTC', '2028-01-01T00:00:00.000Z', '2028-01-01'],
  ])('in %s at %s is %s for new items and notes', async (timeZone, now, today) => {
    const app = await (await Application.open(timeZone, new Date(now))).furnish();
    await app.createItem({ dueDate: today });
    await app.command(new AddNoteCommand('AD-001', { content: 'now' }, app.origin()));
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({
      create_date: today,
      due_date: today,
      created_at: now,
      notes: [{ note_date: today, created_at: now }],
    });
    await app.close();
  });
});
