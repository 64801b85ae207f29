import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { aReview, anAgenda, anItemDetail, refusal } from '../../testing/answers';
import { answer, configureClient, press, sent, settled, textOf, type } from '../../testing/page';
import { agendaOf, answersOf, DETAILS, ONE, REVIEW, TWO, walk } from '../testing/walk';

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('the item that is discussed', () => {
  it.each([
    ['e', 'input', 'Title'],
    ['d', 'input', 'Due'],
    ['a', 'input', 'Owner'],
    ['s', 'select', 'Status'],
  ])('is edited with %s', async (letter, control, label) => {
    const { fixture, element, key } = await walk();
    await key(letter);
    await settled(fixture);
    await answer(fixture, DETAILS);
    const editor = element.querySelector(`at-cell-editor ${control}`);
    expect(editor?.getAttribute('aria-label') ?? textOf(editor?.closest('div') ?? null)).toContain(
      label,
    );
  });

  it('gets another title in place, and keeps it with Escape', async () => {
    const { fixture, element, topic } = await walk();
    const editor = async () => {
      element.querySelector('at-walked-item h2')?.dispatchEvent(new MouseEvent('dblclick'));
      await settled(fixture);
      const input = element.querySelector<HTMLInputElement>('.title-editor input');
      if (!input) throw new Error('Expected an editor');
      return input;
    };
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    (await editor()).dispatchEvent(escape);
    await settled(fixture);
    expect(topic()).toBe('AD-002 Title of AD-002');
    const input = await editor();
    type(input, 'Renamed');
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const saving = await sent('PATCH', API_PATHS.item('AD-002'));
    expect(saving.request.body).toEqual({ title: 'Renamed' });
    saving.flush(anItemDetail({ ...TWO, title: 'Renamed', version: 5 }));
    await answer(fixture, DETAILS);
    expect(topic()).toBe('AD-002 Renamed');
    expect(textOf(element.querySelector('[aria-current] .title'))).toBe('Renamed');
  });

  it('gets a note with m', async () => {
    const { element, key } = await walk();
    await key('m');
    expect(document.activeElement).toBe(element.querySelector('at-add-note textarea'));
  });

  it('was put off only if a review, a move or a delay says so', async () => {
    const early = { due_date_moves: 1, days_slipped: -3, version: 9 };
    const { text } = await walk(anAgenda(aReview(), { overdue: [{ ...ONE, ...early }] }));
    expect(text('.past')).toBe('Due date moved once');
    const undated = { due_date: null, days_slipped: null, version: 9 };
    TestBed.resetTestingModule();
    configureClient();
    const other = await walk(anAgenda(aReview(), { tbd: [{ ...ONE, ...undated }] }));
    expect(other.element.querySelector('.past')).toBeNull();
  });
});

describe('the agenda beside it', () => {
  it('is walked with its buttons, which end at its ends', async () => {
    const { fixture, element, topic } = await walk();
    const [previous, next] = [...element.querySelectorAll<HTMLButtonElement>('.step')];
    expect([previous?.disabled, next?.disabled]).toEqual([true, false]);
    for (let steps = 0; steps < 2; steps++) {
      next?.click();
      await answer(fixture, DETAILS);
    }
    expect(topic()).toBe('AD-003 Title of AD-003');
    expect([previous?.disabled, next?.disabled]).toEqual([false, true]);
    previous?.click();
    await answer(fixture, DETAILS);
    expect(topic()).toBe('AD-001 Title of AD-001');
  });

  it('begins at its first item when all were discussed, and when what was stored is broken', async () => {
    const all = aReview({ discussed: ['AD-001', 'AD-002', 'AD-003'] });
    localStorage.setItem('action-tracker-agenda-places', '{"version":1,"places":{"1":7}}');
    expect((await walk(agendaOf(all))).topic()).toBe('AD-002 Title of AD-002');
  });

  it('begins anew when the place belongs to an earlier review', async () => {
    const places = { version: 1, places: { 1: { number: 2, itemId: 'AD-003' } } };
    localStorage.setItem('action-tracker-agenda-places', JSON.stringify(places));
    expect((await walk()).topic()).toBe('AD-002 Title of AD-002');
  });

  it('says that the review has ended when a mark comes too late', async () => {
    const { fixture, element, key, text } = await walk();
    await key('x');
    const late = { status: 409, statusText: 'Conflict' };
    const marking = await sent('POST', `${REVIEW}/discussed`);
    marking.flush(refusal('CONFLICT', 'Expected an open review'), late);
    const closed = aReview({ state: 'cancelled', version: 9 });
    await answer(fixture, answersOf(agendaOf(closed)));
    await settled(fixture);
    expect(element.querySelector('at-refusal')).toBeNull();
    expect(text('at-review-head .callout')).toContain('This review was cancelled.');
    element.querySelector<HTMLElement>('.mark')?.click();
    await settled(fixture);
    expect(element.querySelector('.mark')?.getAttribute('aria-pressed')).toBe('false');
    expect(TestBed.inject(Keyboard).isOffered('discussed')).toBe(false);
  });

  it('keeps its list open for an Escape that ends a composition or is meant for a dialog', async () => {
    const { fixture, element } = await walk();
    const isOpen = () => element.querySelector('.list')?.classList.contains('is-open');
    const init = { key: 'Escape', bubbles: true, cancelable: true };
    press(fixture, 'Agenda');
    await settled(fixture);
    const list = element.querySelector('[aria-current]');
    list?.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }));
    await settled(fixture);
    expect(isOpen()).toBe(true);
    press(fixture, 'Cancel the review');
    await settled(fixture);
    element.querySelector('dialog h2')?.dispatchEvent(new KeyboardEvent('keydown', init));
    await settled(fixture);
    expect(isOpen()).toBe(true);
    press(fixture, 'Agenda');
    await settled(fixture);
    expect(isOpen()).toBe(false);
  });
});
