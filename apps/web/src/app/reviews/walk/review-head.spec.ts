import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Minutes } from '@action-tracker/contracts';
import { aReview, anAgendaItem, refusal } from '../../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { agendaOf, answersOf, ONE, REVIEW, THREE, TWO, walk } from '../testing/walk';

const CONFLICT = { status: 409, statusText: 'Conflict' };
const STALE = { status: 412, statusText: 'Precondition Failed' };
const CLOSED = aReview({
  ...{ state: 'closed', closed_at: '2026-11-20T12:00:00.000Z', position: 99, version: 9 },
  ...{ discussed: ['AD-002'], minutes: 'Agreed' },
});
const MINUTES: Minutes = {
  ...{ review: aReview(), tracker: { id: 1, prefix: 'AD', name: 'Astro Digital' }, position: 99 },
  ...{ discussed: [TWO], not_discussed: [ONE, { ...THREE, status: 'Complete' }] },
  ...{ notes: [], statuses: [], changes: [], next_dates: [], open_items: [ONE, TWO] },
};
const ANSWERS = {
  [`${REVIEW}/minutes`]: MINUTES,
  [API_PATHS.reviews(1)]: [],
};

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

async function closing() {
  const page = await walk();
  press(page.fixture, 'Close the review');
  await answer(page.fixture, ANSWERS);
  return page;
}

describe('closing a review', () => {
  it('first shows the open items that were not discussed, and leads back to one', async () => {
    const { fixture, element, topic } = await closing();
    const dialog = element.querySelector('dialog');
    expect(textOf(dialog)).toContain('1 item was not discussed');
    expect([...(dialog?.querySelectorAll('li') ?? [])].map(textOf)).toEqual([
      'AD-001 Title of AD-001 In Progress',
    ]);
    dialog?.querySelector<HTMLElement>('li button')?.click();
    await answer(fixture, answersOf(agendaOf()));
    expect(element.querySelector('dialog')).toBeNull();
    expect(topic()).toBe('AD-001 Title of AD-001');
  });

  it('ends in the minutes', async () => {
    const { fixture, element, text } = await closing();
    press(fixture, 'Close it now');
    (await sent('POST', `${REVIEW}/close`)).flush(CLOSED);
    await answer(fixture, { ...ANSWERS, [`${REVIEW}/minutes`]: { ...MINUTES, review: CLOSED } });
    expect(element.querySelector('at-agenda-walk')).toBeNull();
    expect(text('#minutes-discussed')).toBe('Discussed 1');
    expect(text('.facts')).toContain('Closed on 11/20/2026');
  });

  it('by two at once: the other one is told, and stays until the minutes are wanted', async () => {
    const { fixture, element, text } = await closing();
    press(fixture, 'Close it now');
    const refused = await sent('POST', `${REVIEW}/close`);
    refused.flush(refusal('CONFLICT', 'Expected an open review'), CONFLICT);
    await answer(fixture, { ...ANSWERS, ...answersOf(agendaOf(CLOSED)) });
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(text('at-review-head .callout')).toContain('This review was closed on');
    press(fixture, 'Show the minutes');
    await answer(fixture, { ...ANSWERS, [`${REVIEW}/minutes`]: { ...MINUTES, review: CLOSED } });
    expect(element.querySelector('at-minutes-page')).not.toBeNull();
  });
});

describe('cancelling a review', () => {
  it('asks, and leads to the list', async () => {
    const { fixture, text } = await walk();
    press(fixture, 'Cancel the review');
    await settled(fixture);
    expect(text('dialog')).toContain('Review 3 was opened by mistake');
    press(fixture, 'Cancel the review now');
    (await sent('POST', `${REVIEW}/cancel`)).flush(aReview({ state: 'cancelled', version: 2 }));
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/trackers/1/reviews');
  });
});

describe('editing the details of a review', () => {
  async function renaming(name: string) {
    const page = await walk();
    press(page.fixture, 'Edit details');
    await settled(page.fixture);
    const field = page.element.querySelector<HTMLInputElement>('dialog input');
    if (!field) throw new Error('Expected a field');
    type(field, name);
    press(page.fixture, 'Save');
    return page;
  }

  it('sends only what changed', async () => {
    const { fixture, element, text } = await renaming('CDR');
    const saving = await sent('PATCH', REVIEW);
    expect(saving.request.body).toEqual({ name: 'CDR' });
    saving.flush(aReview({ name: 'CDR', version: 2 }));
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(text('h1')).toContain('CDR');
    expect(document.title).toBe('Review 3 CDR · Action Tracker');
  });

  it('shows the name that somebody else gave it, and replaces it only when saved again', async () => {
    const { fixture, text } = await renaming('Mine');
    const stale = await sent('PATCH', REVIEW);
    stale.flush(refusal('PRECONDITION_FAILED', 'Changed'), { status: 412, statusText: 'Stale' });
    (await sent('GET', REVIEW)).flush(aReview({ name: 'Theirs', participants: [3], version: 4 }));
    await settled(fixture);
    expect(text('dialog .callout')).toContain('Name is now “Theirs”');
    press(fixture, 'Save');
    const again = await sent('PATCH', REVIEW);
    expect(again.request.headers.get('If-Match')).toBe('"4"');
    expect(again.request.body).toEqual({ name: 'Mine' });
    again.flush(aReview({ name: 'Mine', participants: [3], version: 5 }));
  });

  it('keeps what others changed elsewhere, without asking', async () => {
    const { fixture, element } = await renaming('Mine');
    (await sent('PATCH', REVIEW)).flush(refusal('PRECONDITION_FAILED', 'Changed'), STALE);
    (await sent('GET', REVIEW)).flush(aReview({ held_on: '2026-11-21', version: 4 }));
    const again = await sent('PATCH', REVIEW);
    expect(again.request.headers.get('If-Match')).toBe('"4"');
    expect(again.request.body).toEqual({ name: 'Mine' });
    again.flush(aReview({ name: 'Mine', held_on: '2026-11-21', version: 5 }));
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(textOf(element.querySelector('h1'))).toContain('11/21/2026');
  });

  it('shows the day and the people that somebody else chose', async () => {
    const { fixture, element, text } = await walk();
    press(fixture, 'Edit details');
    await settled(fixture);
    type(dateField(fixture, 'Date').input, '11/23/2026');
    element.querySelector<HTMLElement>('[aria-label="Remove Maria Fitzgerald"]')?.click();
    await settled(fixture);
    press(fixture, 'Save');
    const saving = await sent('PATCH', REVIEW);
    expect(saving.request.body).toEqual({ held_on: '2026-11-23', participants: [2] });
    saving.flush(refusal('PRECONDITION_FAILED', 'Changed'), STALE);
    const theirs = aReview({ held_on: '2026-11-22', participants: [1, 2, 3], version: 4 });
    (await sent('GET', REVIEW)).flush(theirs);
    await settled(fixture);
    expect(text('dialog .callout')).toContain('Date is now “11/22/2026”');
    expect(text('dialog .callout')).toContain(
      'Participants is now “Maria Fitzgerald, Jun Kawasaki, Ana Souza”',
    );
  });

  it('sends nothing when nothing was changed', async () => {
    const { fixture, element } = await renaming('Weekly');
    await settled(fixture);
    TestBed.inject(HttpTestingController).expectNone({ method: 'PATCH' });
    expect(element.querySelector('dialog')).toBeNull();
  });

  it('shows why it was refused, and what was typed', async () => {
    const { fixture, element } = await renaming('Mine');
    const failed = { status: 500, statusText: 'Internal' };
    (await sent('PATCH', REVIEW)).flush(refusal('INTERNAL', 'Failed'), failed);
    await settled(fixture);
    expect(element.querySelector('dialog at-refusal')).not.toBeNull();
    expect(element.querySelector<HTMLInputElement>('dialog input')?.value).toBe('Mine');
  });

  it('ends when the review has ended, which the page then says', async () => {
    const { fixture, element, text } = await renaming('Mine');
    const late = refusal('CONFLICT', 'Expected an open review');
    (await sent('PATCH', REVIEW)).flush(late, CONFLICT);
    await answer(fixture, answersOf(agendaOf(CLOSED)));
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(text('at-review-head .callout')).toContain('This review was closed on');
  });
});

describe('ending a review that the server refuses to end', () => {
  const FAILED = { status: 500, statusText: 'Internal' };

  it('shows why it was not closed, and closes it when tried again', async () => {
    const { fixture, element, text } = await closing();
    press(fixture, 'Close it now');
    (await sent('POST', `${REVIEW}/close`)).flush(refusal('INTERNAL', 'Failed'), FAILED);
    await settled(fixture);
    expect(element.querySelector('dialog at-refusal')).not.toBeNull();
    press(fixture, 'Close it now');
    press(fixture, 'Close it now');
    (await sent('POST', `${REVIEW}/close`)).flush(CLOSED);
    await answer(fixture, { ...ANSWERS, [`${REVIEW}/minutes`]: { ...MINUTES, review: CLOSED } });
    expect(text('#minutes-discussed')).toBe('Discussed 1');
  });

  it('does not ask while the minutes cannot be saved, and leads to them', async () => {
    const { fixture, element } = await walk();
    const field = element.querySelector<HTMLTextAreaElement>('at-write-minutes textarea');
    if (!field) throw new Error('Expected a field');
    field.value = 'x'.repeat(50_001);
    field.dispatchEvent(new Event('input'));
    press(fixture, 'Close the review');
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(document.activeElement).toBe(field);
  });

  it('shows why it was not cancelled', async () => {
    const { fixture, element } = await walk();
    press(fixture, 'Cancel the review');
    await settled(fixture);
    press(fixture, 'Cancel the review now');
    (await sent('POST', `${REVIEW}/cancel`)).flush(refusal('INTERNAL', 'Failed'), FAILED);
    await settled(fixture);
    expect(element.querySelector('dialog at-refusal')).not.toBeNull();
  });

  it('tells who cancels a review that somebody else has just closed', async () => {
    const { fixture, element, text } = await walk();
    press(fixture, 'Cancel the review');
    await settled(fixture);
    press(fixture, 'Cancel the review now');
    const late = await sent('POST', `${REVIEW}/cancel`);
    late.flush(refusal('CONFLICT', 'Expected an open review'), CONFLICT);
    await answer(fixture, { ...ANSWERS, ...answersOf(agendaOf(CLOSED)) });
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(text('at-review-head .callout')).toContain('This review was closed on');
  });
});

describe('the dialog that closes a review', () => {
  async function closingWith(minutes: Minutes) {
    const page = await walk();
    press(page.fixture, 'Close the review');
    await answer(page.fixture, { ...ANSWERS, [`${REVIEW}/minutes`]: minutes });
    return textOf(page.element.querySelector('dialog'));
  }

  it('says that everything was discussed', async () => {
    const said = await closingWith({ ...MINUTES, not_discussed: [] });
    expect(said).toContain('Every open item was discussed.');
    expect(said).toContain('No minutes were written.');
  });

  it('lists fifty items and counts the others', async () => {
    const not_discussed = Array.from({ length: 53 }, (_, at) => anAgendaItem(`AD-1${at + 10}`));
    const said = await closingWith({ ...MINUTES, not_discussed });
    expect(said).toContain('53 items were not discussed');
    expect(said).toContain('AD-159');
    expect(said).not.toContain('AD-160');
    expect(said).toContain('3 more');
  });
});
