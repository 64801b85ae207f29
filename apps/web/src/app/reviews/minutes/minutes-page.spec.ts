import { inputBinding, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Minutes } from '@action-tracker/contracts';
import { DRAFTS_KEY } from '../../platform/drafts/drafts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { aReview, anAgenda, anAgendaItem } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  settled,
  textOf,
} from '../../testing/page';
import { ReviewPage } from '../review-page';
import { REVIEW } from '../testing/walk';

const REVIEW_3 = aReview({
  ...{ state: 'closed', closed_at: '2026-11-20T12:00:00.000Z', position: 99 },
  ...{ minutes: 'Agreed\nto meet', discussed: ['AD-002', 'AD-003'] },
});
const TWO = anAgendaItem('AD-002', { due_date: null, carried_over: 3 });
const NOTE = {
  ...{ action_item_id: 'AD-002', note_date: '2026-11-20', created_at: '', author_id: 2 },
  ...{ entry: 3, edited_at: null, edited_by_id: null, withdrawn: null },
};
const MINUTES: Minutes = {
  ...{ review: REVIEW_3, tracker: { id: 1, prefix: 'AD', name: 'As it was' }, position: 99 },
  ...{ discussed: [TWO, anAgendaItem('AD-003')], not_discussed: [anAgendaItem('AD-001')] },
  notes: [{ ...NOTE, id: 95, content: 'Parts arrive', title: 'Title of AD-002' }],
  statuses: [
    {
      ...{ id: 93, action_item_id: 'AD-002', from: 'New', status: 'Blocked', title: 'T' },
      ...{ changed_by_id: 1, changed_at: '2026-11-20T11:30:00.000Z', comment: 'No parts' },
    },
  ],
  changes: [
    {
      ...{ item_id: 'AD-002', title: 'Title of AD-002', notes_added: 1 },
      kinds: ['status_changed', 'due_date_moved', 'noted'],
      status: { from: 'New', to: 'Blocked', path: ['Blocked'] },
      due_date: { from: '2026-11-01', to: '2026-11-15', days: 14, reason: 'No parts' },
    },
    { item_id: 'AD-009', title: 'Title of AD-009', kinds: ['created'], notes_added: 0 },
  ],
  next_dates: [],
  open_items: [TWO, anAgendaItem('AD-001', { due_date: '2026-12-01' })],
};
async function show(minutes: Minutes = MINUTES) {
  const bindings = [inputBinding('trackerId', () => '1'), inputBinding('number', () => '3')];
  const fixture = await open(ReviewPage, bindings, {
    [REVIEW]: minutes.review,
    [`${REVIEW}/minutes`]: minutes,
    [API_PATHS.reviews(1)]: [
      minutes.review,
      aReview({ number: 1, state: 'closed', closed_at: '2026-11-13T12:00:00.000Z' }),
    ],
  });
  const element = elementOf(fixture);
  const texts = (selector: string) => [...element.querySelectorAll(selector)].map(textOf);
  return { fixture, element, texts };
}

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('the minutes', () => {
  it('tell what was decided and written about each discussed item, and what else changed', async () => {
    const { texts } = await show();
    expect(texts('at-topics li')).toEqual([
      'AD-002 Title of AD-002 Status: New Blocked Due: 11/01/2026 11/15/2026 (14 days later) No parts MF: No parts JK: Parts arrive',
      'AD-003 Title of AD-003 No change.',
      'AD-009 Title of AD-009 New',
    ]);
    expect(texts('.brief li')).toEqual(['AD-001 Title of AD-001']);
    expect(texts('.prose')).toEqual(['Agreed to meet']);
  });

  it('list what is open, the next date first and TBD last, with what was carried over', async () => {
    const { texts } = await show();
    expect(texts('tbody tr')).toEqual([
      '12/01/2026 AD-001 Title of AD-001 Maria Fitzgerald In Progress',
      'TBD AD-002 Title of AD-002 Maria Fitzgerald In Progress ×3',
    ]);
  });

  it('have the name of then, the position, and lead to the board and to a page for mail', async () => {
    const { element, texts } = await show();
    expect(texts('.facts')[0]).toContain('AD As it was');
    expect(texts('.facts')[0]).toContain('entry 99 of the ledger AD');
    expect(texts('.running')[0]).toBe(
      'AD As it was · Review 3 Weekly · 11/20/2026 · entry 99 of the ledger AD',
    );
    const links = [...element.querySelectorAll('.links a, .page-head a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/api/trackers/1/reviews/3/minutes',
      '/trackers/1?as_of=review:3',
      '/trackers/1/changes?from=review:1&to=review:3',
    ]);
  });

  it('offer what was typed too late, until it is discarded', async () => {
    const draft = { id: 'd', userId: 1, name: 'minutes 1/3', begunAt: 1, itemVersion: null };
    const drafts = [{ ...draft, fields: { text: 'Too late', base: '' } }];
    localStorage.setItem(DRAFTS_KEY, JSON.stringify({ version: 2, drafts }));
    const { fixture, texts } = await show();
    expect(texts('at-unsaved-minutes .prose')).toEqual(['Too late']);
    press(fixture, 'Discard them');
    await settled(fixture);
    expect(texts('at-unsaved-minutes .prose')).toEqual([]);
  });

  it('are shown when one comes from a walk through the review of the same number elsewhere', async () => {
    const trackerId = signal('2');
    const walked = anAgenda(aReview(), {});
    const elsewhere = API_PATHS.review(2, 3);
    const bindings = [inputBinding('trackerId', trackerId), inputBinding('number', () => '3')];
    const answers = {
      ...{ [elsewhere]: walked.review, [`${elsewhere}/agenda`]: walked },
      ...{ [REVIEW]: MINUTES.review, [`${REVIEW}/minutes`]: MINUTES },
      ...{ [API_PATHS.reviews(1)]: [MINUTES.review], [API_PATHS.reviews(2)]: [walked.review] },
    };
    const fixture = await open(ReviewPage, bindings, answers);
    trackerId.set('1');
    await answer(fixture, answers);
    expect(elementOf(fixture).querySelectorAll('at-minutes-page')).toHaveLength(1);
  });

  it('of a meeting that changed nothing say so', async () => {
    const { texts } = await show({
      ...MINUTES,
      review: { ...REVIEW_3, minutes: '', participants: [] },
      ...{ discussed: [], not_discussed: [], changes: [], notes: [], statuses: [], open_items: [] },
    });
    expect(texts('.facts')[0]).toContain('Nobody was named.');
    expect(texts('section .soft').join(' ')).toContain('No minutes were written.');
    expect(texts('section .soft').join(' ')).toContain('No item was marked as discussed.');
    expect(texts('section').join(' ')).toContain('No item is open.');
  });

  it('of a cancelled review are marked as such, and lead nowhere', async () => {
    const review = aReview({ state: 'cancelled', discussed: ['AD-002', 'AD-003'] });
    const { texts } = await show({ ...MINUTES, review });
    expect(texts('.facts')[0]).toContain('This review was cancelled.');
    expect(texts('.links a')).toEqual([]);
  });

  it('tell how far dates moved, in both directions, and what was only assigned', async () => {
    const change = { title: 'Title', notes_added: 0 };
    const moved = (from: string | null, to: string | null, days: number | null) => ({
      ...{ kinds: ['due_date_moved' as const], due_date: { from, to, days, reason: null } },
    });
    const { texts } = await show({
      ...MINUTES,
      ...{ discussed: [], notes: [], statuses: [] },
      changes: [
        { ...change, item_id: 'AD-011', ...moved('2026-11-15', '2026-11-14', -1) },
        { ...change, item_id: 'AD-012', ...moved('2026-11-15', '2026-11-16', 1) },
        { ...change, item_id: 'AD-013', ...moved('2026-11-15', null, null) },
        { ...change, item_id: 'AD-014', kinds: ['reassigned'], owner_id: { from: 1, to: 3 } },
      ],
    });
    expect(texts('at-topics .decision')).toEqual([
      'Due: 11/15/2026 11/14/2026 (1 day earlier)',
      'Due: 11/15/2026 11/16/2026 (1 day later)',
      'Due: 11/15/2026 TBD',
      'Owner: Maria Fitzgerald Ana Souza',
    ]);
  });

  it('list items of the same day in the order of the agenda', async () => {
    const on = (id: string, due_date: string | null) => anAgendaItem(id, { due_date });
    const { texts } = await show({
      ...MINUTES,
      open_items: [
        ...[on('AD-005', null), on('AD-006', '2026-12-02'), on('AD-007', null)],
        ...[on('AD-008', '2026-12-01'), on('AD-009', '2026-12-02')],
      ],
    });
    expect(texts('tbody tr a')).toEqual(['AD-008', 'AD-006', 'AD-009', 'AD-005', 'AD-007']);
  });

  it('show more than 500 rows only when asked', async () => {
    const items = Array.from({ length: 501 }, (_, at) => anAgendaItem(`AD-${at + 100}`));
    const { fixture, texts } = await show({ ...MINUTES, not_discussed: items, open_items: items });
    expect([texts('tbody tr').length, texts('.brief li').length]).toEqual([500, 500]);
    press(fixture, 'Show all');
    await settled(fixture);
    expect([texts('tbody tr').length, texts('.brief li').length]).toEqual([501, 501]);
  });

  it('are printed with the button and from the palette', async () => {
    let printed = 0;
    window.print = () => (printed += 1);
    const { fixture } = await show();
    press(fixture, 'Print');
    TestBed.inject(Keyboard).run('print');
    expect(printed).toBe(2);
  });
});
