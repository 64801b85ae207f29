import type { Agenda } from '@action-tracker/contracts';
import type { ReviewCommand } from '@action-tracker/domain';
import { AddNoteCommand } from '../items/add-note';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { Scope } from '../ledger/scope';
import { ChangeReviewCommand } from '../reviews/change-review';
import { OpenReviewCommand } from '../reviews/open-review';
import { Application } from '../testing/application';
import { ChangeTrackerCommand } from '../trackers/change-tracker';
import { GetAgenda } from './agenda';
import { GetMinutes } from './minutes';
import { minutesPage } from './minutes-page';

let app: Application;

/** The clock stands at noon of 1 March 2026 in UTC. */
beforeEach(async () => {
  app = await (await Application.open()).furnish();
});
afterEach(() => app.close());

const open = () =>
  app.command(new OpenReviewCommand(1, { name: 'Weekly', participants: [1] }, app.origin()));
const change = (number: number, command: Exclude<ReviewCommand, { type: 'OpenReview' }>) =>
  app.command(new ChangeReviewCommand(1, number, command, app.origin()));
const close = (number: number) => change(number, { type: 'CloseReview' });
const set = (itemId: string, status: 'Complete' | 'In Progress' | 'Blocked') =>
  app.command(new ChangeStatusCommand(itemId, { status, comment: null }, app.origin()));
const rename = (itemId: string, title: string) =>
  app.command(new ChangeItemCommand(itemId, { title }, app.origin()));
const agenda = (number: number) => app.query(new GetAgenda(Scope.everything, 1, number));
const minutes = (number: number) => app.query(new GetMinutes(Scope.everything, 1, number));

/** `overdue: 3 1, rest: 2` */
const said = ({ sections }: Agenda): string =>
  sections
    .filter(({ items }) => items.length > 0)
    .map(({ section, items }) => `${section}: ${items.map((item) => item.number).join(' ')}`)
    .join(', ');

const carried = ({ sections }: Agenda) =>
  Object.fromEntries(
    sections.flatMap(({ items }) => items.map((item) => [item.id, item.carried_over])),
  );

async function createItems(...dueDates: readonly (string | null)[]): Promise<void> {
  for (const dueDate of dueDates) await app.createItem({ dueDate });
}

describe('the agenda of a review', () => {
  it('is empty for a tracker without items, and where all are complete', async () => {
    await open();
    expect(said(await agenda(1))).toBe('');
    await close(1);
    await createItems('2026-02-01', null);
    for (const itemId of ['AD-001', 'AD-002']) await set(itemId, 'Complete');
    await open();
    expect(said(await agenda(2))).toBe('completed: 2 1');
    await close(2);
    await open();
    expect(said(await agenda(3))).toBe('');
  });

  it('keeps sections and order of the opening, shows the values of now, and then of its end', async () => {
    await createItems('2026-02-20', '2026-02-10', '2026-03-05', '2026-06-01', null);
    await set('AD-004', 'Blocked');
    await open();
    const frozen = 'overdue: 2 1, due: 3, blocked: 4, tbd: 5';
    expect(said(await agenda(1))).toBe(frozen);
    await set('AD-002', 'Complete');
    await rename('AD-001', 'Renamed');
    await app.createItem({ dueDate: '2026-01-01' });
    expect(said(await agenda(1))).toBe(frozen.replace('4,', '4, new: 6,'));
    const [overdue] = (await agenda(1)).sections;
    expect(overdue?.items.map(({ title, status }) => [title, status])).toEqual([
      ['Calibrate star tracker', 'Complete'],
      ['Renamed', 'New'],
    ]);
    await close(1);
    const closed = await agenda(1);
    await rename('AD-001', 'Renamed again');
    await app.createItem();
    expect(await agenda(1)).toEqual(closed);
  });

  it('knows what is new, changed and completed since the last closed review', async () => {
    await createItems(...Array.from({ length: 5 }, () => '2026-06-01'));
    await open();
    await set('AD-001', 'In Progress');
    await close(1);
    await open();
    await change(2, { type: 'CancelReview' });
    await rename('AD-002', 'Renamed');
    await set('AD-003', 'Complete');
    await app.command(new AddNoteCommand('AD-004', { content: 'Called' }, app.origin()));
    await createItems('2026-06-01', '2026-06-01');
    await set('AD-007', 'Complete');
    await open();
    expect(said(await agenda(3))).toBe('new: 6, changed: 4 2, rest: 1 5, completed: 7 3');
  });

  it('counts at how many closed reviews an item was open', async () => {
    await createItems('2026-06-01', '2026-06-01', '2026-06-01');
    for (const number of [1, 2, 3]) {
      await open();
      if (number === 2) await set('AD-002', 'Complete');
      if (number === 3) await set('AD-002', 'In Progress');
      await close(number);
    }
    await open();
    await change(4, { type: 'CancelReview' });
    await createItems('2026-06-01');
    await open();
    expect(carried(await agenda(5))).toEqual({
      'AD-001': 3,
      'AD-002': 2,
      'AD-003': 3,
      'AD-004': 0,
    });
    await set('AD-003', 'Complete');
    await close(5);
    const pinned = { 'AD-001': 4, 'AD-002': 3, 'AD-003': 3, 'AD-004': 1 };
    expect(carried(await agenda(5))).toEqual(pinned);
    await open();
    await close(6);
    expect(carried(await agenda(5))).toEqual(pinned);
  });

  it('depends on the day of the opening in the time zone', async () => {
    await app.close();
    const now = new Date('2026-03-01T23:30:00.000Z');
    app = await (await Application.open('Asia/Tokyo', now)).furnish();
    await createItems('2026-03-01', '2026-03-02', '2026-03-09', '2026-03-10');
    await open();
    expect(said(await agenda(1))).toBe('overdue: 1, due: 2 3, rest: 4');
    app.at('2026-03-20T12:00:00.000Z');
    expect(said(await agenda(1))).toBe('overdue: 1, due: 2 3, rest: 4');
  });

  it('does not exist without its review', async () => {
    await expect(agenda(1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(minutes(1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the minutes of a review', () => {
  /** Two items; the meeting discusses one, notes and decides, and one thing happens before it. */
  async function meet(): Promise<void> {
    await createItems('2026-02-20', '2026-06-01');
    await app.command(new AddNoteCommand('AD-001', { content: 'Before' }, app.origin()));
    await open();
    const note = { content: 'Parts <arrive>\non Friday' };
    await app.command(new AddNoteCommand('AD-001', note, app.origin()));
    const status = { status: 'Blocked', comment: 'Parts & tools' } as const;
    await app.command(new ChangeStatusCommand('AD-001', status, app.origin()));
    const reason = { dueDateReason: 'Parts <late>' };
    const later = { dueDate: '2026-02-21', priority: 'Low', ...reason } as const;
    await app.command(new ChangeItemCommand('AD-001', later, app.origin()));
    await change(1, { type: 'DiscussItem', itemId: 'AD-001' });
    await change(1, { type: 'ChangeReview', changes: { minutes: 'Agreed.\n\nNext week again.' } });
  }

  it('hold what was discussed, noted and decided, and what is open', async () => {
    await meet();
    await close(1);
    await app.command(new AddNoteCommand('AD-001', { content: 'After' }, app.origin()));
    await set('AD-002', 'Complete');
    await app.command(new ChangeTrackerCommand(1, { name: 'Renamed' }, app.origin()));
    const found = await minutes(1);
    expect(found).toMatchObject({
      review: { number: 1, state: 'closed', minutes: 'Agreed.\n\nNext week again.' },
      tracker: { id: 1, prefix: 'AD', name: 'Astro Digital' },
      position: found.review.position,
      discussed: [{ id: 'AD-001', status: 'Blocked', note_count: 2, carried_over: 1 }],
      not_discussed: [{ id: 'AD-002', status: 'New', carried_over: 1 }],
      notes: [{ action_item_id: 'AD-001', content: 'Parts <arrive>\non Friday' }],
      statuses: [{ from: 'New', status: 'Blocked', comment: 'Parts & tools', changed_by_id: 1 }],
      changes: [
        {
          item_id: 'AD-001',
          kinds: ['status_changed', 'due_date_moved', 'reprioritised', 'noted'],
          due_date: { from: '2026-02-20', to: '2026-02-21', days: 1, reason: 'Parts <late>' },
          notes_added: 1,
        },
      ],
      next_dates: [
        { item_id: 'AD-001', due_date: '2026-02-21' },
        { item_id: 'AD-002', due_date: '2026-06-01' },
      ],
    });
    expect(found.open_items.map(({ id }) => id)).toEqual(['AD-001', 'AD-002']);
  });

  it('are those of now while the review is open', async () => {
    await meet();
    await set('AD-002', 'Complete');
    expect(await minutes(1)).toMatchObject({
      review: { state: 'open' },
      not_discussed: [{ id: 'AD-002', status: 'Complete' }],
      open_items: [{ id: 'AD-001' }],
      statuses: [{ status: 'Blocked' }, { status: 'Complete' }],
    });
  });

  it('are a page in both languages, with everything escaped', async () => {
    await meet();
    await close(1);
    const users = await app.users.list();
    const page = minutesPage(await minutes(1), users, 'en');
    expect(page).toContain('<h1>Review 1: Weekly</h1>');
    expect(page).toContain('Note: Parts &lt;arrive&gt;<br>on Friday');
    expect(page).toContain('New → Blocked: Parts &amp; tools');
    expect(page).toContain('Maria Ferreira');
    expect(page).toContain('Due: Feb 20, 2026 → Feb 21, 2026 (+1 day): Parts &lt;late&gt;');
    expect(page).toMatch(/Priority: \w+ → Low/);
    expect(page).toContain('As of entry 12 of the ledger AD');
    expect(page).not.toMatch(/<script|src=|href=|undefined|\[object/);
    const pagina = minutesPage(await minutes(1), users, 'pt-BR');
    expect(pagina).toContain('<html lang="pt-BR">');
    expect(pagina).toContain('Prazo: 20 de fev. de 2026 → 21 de fev. de 2026 (+1 dia)');
    expect(pagina).toContain('Nova → Bloqueada');
  });
});
