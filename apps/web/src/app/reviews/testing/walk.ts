/** Opens the page of a review that is walked, with three items. */
import { inputBinding } from '@angular/core';
import { API_PATHS, type Agenda, type Review } from '@action-tracker/contracts';
import { aReview, anAgenda, anAgendaItem, anItemDetail } from '../../testing/answers';
import { answer, elementOf, open, textOf } from '../../testing/page';
import { ReviewPage } from '../review-page';

export const REVIEW = API_PATHS.review(1, 3);
export const ONE = anAgendaItem('AD-001');
export const TWO = anAgendaItem('AD-002', { carried_over: 2 });
export const THREE = anAgendaItem('AD-003');

export const agendaOf = (review: Review = aReview()): Agenda =>
  anAgenda(review, { overdue: [TWO, ONE], rest: [THREE] });

/** Every item that may be walked to. */
export const DETAILS: Readonly<Record<string, object>> = Object.fromEntries(
  [ONE, TWO, THREE].flatMap(({ carried_over: _, ...item }) => [
    [API_PATHS.item(item.id), anItemDetail(item)] as const,
    [API_PATHS.events(item.id), []] as const,
  ]),
);

export const answersOf = (agenda: Agenda): Readonly<Record<string, object>> => ({
  ...DETAILS,
  [REVIEW]: agenda.review,
  [`${REVIEW}/agenda`]: agenda,
});

export async function walk(agenda: Agenda = agendaOf()) {
  const bindings = [inputBinding('trackerId', () => '1'), inputBinding('number', () => '3')];
  const answers = answersOf(agenda);
  const fixture = await open(ReviewPage, bindings, answers);
  await answer(fixture, answers);
  const element = elementOf(fixture);
  const key = async (name: string) => {
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: name, code: name, bubbles: true }),
    );
    await answer(fixture, answers);
  };
  const topic = () => textOf(element.querySelector('at-walked-item h2'));
  const text = (selector: string) => textOf(element.querySelector(selector));
  return { fixture, element, key, topic, text };
}
