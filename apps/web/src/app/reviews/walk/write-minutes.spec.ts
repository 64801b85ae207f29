import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Review } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { aReview, refusal } from '../../testing/answers';
import { answer, configureClient, press, sent, settled } from '../../testing/page';
import { agendaOf, answersOf, REVIEW, walk } from '../testing/walk';

const STALE = { status: 412, statusText: 'Precondition Failed' };
const CLOSED = { status: 409, statusText: 'Conflict' };

async function minutes(saved = '') {
  const page = await walk(agendaOf(aReview({ minutes: saved })));
  const field = page.element.querySelector<HTMLTextAreaElement>('at-write-minutes textarea');
  if (!field) throw new Error('Expected a field');
  const write = (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    TestBed.tick();
  };
  const leave = () => field.dispatchEvent(new FocusEvent('blur'));
  const says = () => page.text('#minutes-says');
  const patched = () => sent('PATCH', REVIEW);
  /** What the next poll brings. */
  const poll = async (review: Review) => {
    const polled = TestBed.inject(Polling).askNow();
    await answer(page.fixture, answersOf(agendaOf(review)));
    await polled;
    await settled(page.fixture);
  };
  return { ...page, field, write, leave, says, patched, poll };
}

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('the minutes of an open review', () => {
  it('are saved when the field is left, and not before', async () => {
    const { fixture, write, leave, says, patched } = await minutes();
    write('Agreed');
    expect(says()).toBe('Not saved yet');
    leave();
    const saving = await patched();
    expect(saving.request.body).toEqual({ minutes: 'Agreed' });
    expect(saving.request.headers.get('If-Match')).toBe('"1"');
    saving.flush(aReview({ minutes: 'Agreed', version: 2 }));
    await settled(fixture);
    expect(says()).toBe('Saved');
  });

  it('are saved with Ctrl-Enter and with the button', async () => {
    const { fixture, field, write, patched } = await minutes();
    write('One');
    const init = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', init));
    (await patched()).flush(aReview({ minutes: 'One', version: 2 }));
    await settled(fixture);
    write('Two');
    press(fixture, 'Save minutes');
    const saving = await patched();
    expect(saving.request.body).toEqual({ minutes: 'Two' });
    saving.flush(aReview({ minutes: 'Two', version: 3 }));
  });

  it('keep what is typed while they are saved', async () => {
    const { fixture, field, write, leave, says, patched } = await minutes();
    write('One');
    leave();
    const saving = await patched();
    write('One and two');
    saving.flush(aReview({ minutes: 'One', version: 2 }));
    await settled(fixture);
    expect([field.value, says()]).toEqual(['One and two', 'Not saved yet']);
  });

  it('are saved although somebody marked an item in between', async () => {
    const { fixture, write, leave, says, patched } = await minutes();
    write('Agreed');
    leave();
    (await patched()).flush(refusal('PRECONDITION_FAILED', 'Changed'), STALE);
    (await sent('GET', REVIEW)).flush(aReview({ version: 4, discussed: ['AD-001'] }));
    const again = await patched();
    expect(again.request.headers.get('If-Match')).toBe('"4"');
    again.flush(aReview({ version: 5, minutes: 'Agreed', discussed: ['AD-001'] }));
    await settled(fixture);
    expect(says()).toBe('Saved');
  });

  it('follow the text of somebody else while nothing is typed here', async () => {
    const { field, poll } = await minutes();
    await poll(aReview({ minutes: 'Theirs', version: 2 }));
    expect(field.value).toBe('Theirs');
  });

  it('ask when somebody else saved other minutes, and keep both if told so', async () => {
    const { fixture, field, write, leave, text, patched, poll } = await minutes();
    write('Mine');
    await poll(aReview({ minutes: 'Theirs', version: 2 }));
    expect(field.value).toBe('Mine');
    expect(text('at-write-minutes .theirs')).toContain('Theirs');
    leave();
    await settled(fixture);
    press(fixture, 'Keep both');
    const saving = await patched();
    expect(saving.request.body).toEqual({ minutes: 'Theirs\n\nMine' });
    expect(saving.request.headers.get('If-Match')).toBe('"2"');
    saving.flush(aReview({ minutes: 'Theirs\n\nMine', version: 3 }));
  });

  it('are kept when the review is closed while they are typed', async () => {
    const { fixture, element, field, write, leave, text, patched } = await minutes();
    write('Too late');
    leave();
    (await patched()).flush(refusal('CONFLICT', 'Expected an open review'), CLOSED);
    const closed = aReview({ state: 'closed', closed_at: '2026-11-20T12:00:00.000Z', version: 9 });
    await answer(fixture, answersOf(agendaOf(closed)));
    await settled(fixture);
    expect([field.value, field.readOnly]).toEqual(['Too late', true]);
    expect(text('at-write-minutes .callout')).toContain('not saved before the review was closed');
    expect(text('at-review-head .callout')).toContain('This review was closed on 11/20/2026');
    expect(element.querySelector('.mark')?.getAttribute('aria-disabled')).toBe('true');
  });

  it('are found again after leaving without a connection', async () => {
    const { write } = await minutes();
    write('A draft');
    TestBed.resetTestingModule();
    configureClient();
    const again = await minutes();
    await settled(again.fixture);
    expect([again.field.value, again.says()]).toEqual(['A draft', 'Not saved yet']);
  });

  it('have a limit', async () => {
    const { fixture, write, leave, says } = await minutes();
    write('x'.repeat(50_001));
    leave();
    await settled(fixture);
    expect(says()).toBe('At most 50,000 characters; this has 50,001');
  });

  it.each([
    ['Replace with mine', 'Mine'],
    ['Use theirs', undefined],
  ])('are decided with %s when somebody else saved other minutes', async (choice, body) => {
    const { fixture, element, field, write, patched, poll } = await minutes();
    write('Mine');
    await poll(aReview({ minutes: 'Theirs', version: 2 }));
    press(fixture, choice);
    if (body !== undefined) {
      const saving = await patched();
      expect(saving.request.body).toEqual({ minutes: body });
      saving.flush(aReview({ minutes: body, version: 3 }));
    }
    await settled(fixture);
    expect(field.value).toBe(body ?? 'Theirs');
    expect(element.querySelector('at-write-minutes .theirs')).toBeNull();
  });

  it('show that somebody else emptied them', async () => {
    const { write, text, poll } = await minutes('Before');
    write('Before and after');
    await poll(aReview({ minutes: '', version: 2 }));
    expect(text('at-write-minutes .theirs')).toContain('No minutes were written.');
  });

  it('are kept with the reason when they cannot be saved, until they are changed', async () => {
    const { fixture, element, field, write, leave, patched, says } = await minutes();
    write('Agreed');
    leave();
    const failed = { status: 500, statusText: 'Internal' };
    (await patched()).flush(refusal('INTERNAL', 'Failed'), failed);
    await settled(fixture);
    expect(element.querySelector('at-write-minutes at-refusal')).not.toBeNull();
    expect([field.value, says()]).toEqual(['Agreed', 'Not saved yet']);
    write('Agreed to meet');
    expect(element.querySelector('at-write-minutes at-refusal')).toBeNull();
  });

  it('are not sent with Shift, which belongs to other forms, nor when nothing was typed', async () => {
    const { fixture, field, write, leave, says } = await minutes();
    leave();
    await settled(fixture);
    write('One');
    const init = { key: 'Enter', ctrlKey: true, shiftKey: true, bubbles: true };
    field.dispatchEvent(new KeyboardEvent('keydown', init));
    await settled(fixture);
    TestBed.inject(HttpTestingController).expectNone({ method: 'PATCH' });
    expect(says()).toBe('Not saved yet');
  });

  it('are reached with w', async () => {
    const { field, key } = await minutes();
    await key('w');
    expect(document.activeElement).toBe(field);
  });
});
