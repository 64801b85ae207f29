import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Minutes } from '@action-tracker/contracts';
import { aReview, refusal } from '../../testing/answers';
import { answer, configureClient, press, sent, settled, textOf, type } from '../../testing/page';
import { agendaOf, answersOf, ONE, REVIEW, THREE, TWO, walk } from '../testing/walk';

const CONFLICT = { status: 409, statusText: 'Conflict' };
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
});
