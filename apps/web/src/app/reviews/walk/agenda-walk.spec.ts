import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import {
  aReview,
  anAgenda,
  anAgendaItem,
  anItemDetail,
  ME,
  refusal,
  USERS,
} from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { ReviewPage } from '../review-page';
import { agendaOf, DETAILS, REVIEW, ONE, THREE, TWO, walk } from '../testing/walk';

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('walking an agenda', () => {
  it('shows the sections with counts beside the first item that was not discussed', async () => {
    const { element, topic, text } = await walk(agendaOf(aReview({ discussed: ['AD-002'] })));
    const headings = [...element.querySelectorAll('at-agenda-list .heading')].map(textOf);
    expect(headings).toEqual(['Overdue 2', 'Untouched longest 1']);
    expect(topic()).toBe('AD-001 Title of AD-001');
    expect(text('.progress')).toBe('1 of 3 items discussed');
    expect(text('.where')).toBe('Overdue 2 of 3');
    expect(text('[aria-current]')).toContain('Title of AD-001');
  });

  it('goes to the next and the previous item with n and p, and finds the place again', async () => {
    const { key, topic, text } = await walk();
    expect(topic()).toBe('AD-002 Title of AD-002');
    expect(text('.past')).toBe('Carried over from 2 reviews');
    await key('p');
    expect(topic()).toBe('AD-002 Title of AD-002');
    await key('n');
    await key('n');
    expect(topic()).toBe('AD-003 Title of AD-003');
    expect(text('.where')).toBe('Untouched longest 3 of 3');
    await key('p');
    TestBed.resetTestingModule();
    configureClient();
    const again = await walk();
    expect(again.topic()).toBe('AD-001 Title of AD-001');
  });

  it('marks an item as discussed with x at once, and takes the mark back', async () => {
    const { fixture, element, key, text } = await walk();
    const isPressed = () => element.querySelector('.mark')?.getAttribute('aria-pressed');
    await key('x');
    expect(isPressed()).toBe('true');
    const marked = await sent('POST', `${REVIEW}/discussed`);
    expect(marked.request.body).toEqual({ item_id: 'AD-002' });
    marked.flush(aReview({ discussed: ['AD-002'], version: 2 }));
    await settled(fixture);
    expect(text('.progress')).toBe('1 of 3 items discussed');
    await key('x');
    expect(isPressed()).toBe('false');
    const unmarked = await sent('DELETE', `${REVIEW}/discussed/AD-002`);
    unmarked.flush(aReview({ version: 3 }));
    await settled(fixture);
    expect(text('.progress')).toBe('0 of 3 items discussed');
  });

  it('shows why a mark was refused, without it', async () => {
    const { fixture, element, key } = await walk();
    await key('x');
    const body = refusal('INTERNAL', 'Something failed');
    const failed = await sent('POST', `${REVIEW}/discussed`);
    failed.flush(body, { status: 500, statusText: 'Internal' });
    await settled(fixture);
    expect(element.querySelector('.mark')?.getAttribute('aria-pressed')).toBe('false');
    expect(element.querySelector('at-refusal')).not.toBeNull();
  });

  it('follows the marks and changes of somebody who walks along', async () => {
    const { fixture, element, text } = await walk();
    const polled = TestBed.inject(Polling).askNow();
    const agenda = anAgenda(aReview({ discussed: ['AD-003'], version: 2 }), {
      overdue: [{ ...TWO, title: 'Renamed', version: 5 }, ONE],
      new: [anAgendaItem('AD-004')],
      rest: [THREE],
    });
    await answer(fixture, { ...DETAILS, [`${REVIEW}/agenda`]: agenda });
    await polled;
    await settled(fixture);
    expect(text('.progress')).toBe('1 of 4 items discussed');
    const entries = [...element.querySelectorAll('at-agenda-list .entry .title')].map(textOf);
    expect(entries).toEqual(['Renamed', 'Title of AD-001', 'Title of AD-004', 'Title of AD-003']);
  });

  it('edits a field with one key, and shows the answer in the list too', async () => {
    const { fixture, element, key } = await walk();
    await key('s');
    await settled(fixture);
    const list = element.querySelector<HTMLSelectElement>('at-cell-editor select');
    if (!list) throw new Error('Expected an editor');
    expect(document.activeElement).toBe(list);
    list.value = 'Blocked';
    list.dispatchEvent(new Event('input', { bubbles: true }));
    list.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const status = await sent('POST', API_PATHS.status('AD-002'));
    expect(status.request.body).toEqual({ status: 'Blocked' });
    status.flush({});
    const changed = anItemDetail({ ...TWO, status: 'Blocked', version: 5 });
    await answer(fixture, { ...DETAILS, [API_PATHS.item('AD-002')]: changed });
    await settled(fixture);
    expect(textOf(element.querySelector('[aria-current]'))).toContain('Blocked');
  });

  it('folds its list away on a small screen with Escape or a choice', async () => {
    const { fixture, element, topic } = await walk();
    const isOpen = () => element.querySelector('.list')?.classList.contains('is-open');
    press(fixture, 'Agenda');
    await settled(fixture);
    expect(isOpen()).toBe(true);
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    element.querySelector('[aria-current]')?.dispatchEvent(escape);
    await settled(fixture);
    expect(isOpen()).toBe(false);
    press(fixture, 'Agenda');
    press(fixture, 'AD-003');
    await answer(fixture, DETAILS);
    expect([isOpen(), topic()]).toEqual([false, 'AD-003 Title of AD-003']);
  });

  it('says how often an item was put off', async () => {
    const late = { due_date_moves: 2, days_slipped: 45, carried_over: 1, version: 9 };
    const { text } = await walk(anAgenda(aReview(), { overdue: [{ ...ONE, ...late }] }));
    expect(text('.past')).toBe(
      'Carried over from 1 review · Due date moved 2 times · 45 days later than first planned',
    );
  });

  it('waits while the server prepares the past', async () => {
    const fixture = TestBed.createComponent(ReviewPage, {
      bindings: [inputBinding('trackerId', () => '1'), inputBinding('number', () => '3')],
    });
    const others = { [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [] };
    TestBed.tick();
    for (const [path, body] of Object.entries({ ...others, [REVIEW]: aReview() })) {
      (await sent('GET', path)).flush(body);
    }
    const message = 'Preparing the past of AD: 12,000 of 60,000 entries are ready';
    const failed = await sent('GET', `${REVIEW}/agenda`);
    failed.flush(refusal('UNAVAILABLE', message), { status: 503, statusText: 'Unavailable' });
    await settled(fixture);
    await settled(fixture);
    expect(textOf(elementOf(fixture))).toContain('12,000 of 60,000 ledger entries are ready');
  });

  it('says that there is nothing to discuss', async () => {
    const { element } = await walk(anAgenda(aReview(), {}));
    expect(textOf(element.querySelector('.state'))).toContain('Nothing to discuss');
  });

  it('renders only what is near the screen of a very long agenda', async () => {
    const items = Array.from({ length: 10_000 }, (_, index) => anAgendaItem(`AD-${index + 1000}`));
    const agenda = anAgenda(aReview(), { rest: items });
    const bindings = [inputBinding('trackerId', () => '1'), inputBinding('number', () => '3')];
    const first = anItemDetail({ id: 'AD-1000' });
    const fixture = await open(ReviewPage, bindings, {
      [API_PATHS.item('AD-1000')]: first,
      [API_PATHS.events('AD-1000')]: [],
      [REVIEW]: agenda.review,
      [`${REVIEW}/agenda`]: agenda,
    });
    const rendered = elementOf(fixture).querySelectorAll('at-agenda-list .entry').length;
    expect(rendered).toBeGreaterThan(5);
    expect(rendered).toBeLessThan(60);
  });
});
