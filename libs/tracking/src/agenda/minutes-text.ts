/** The minutes of a review as plain text, for a terminal, a chat or a mail without markup. */
import type { AgendaItem, Minutes, User } from '@action-tracker/contracts';
import type { MinutesLanguage } from './minutes-texts';
import { changesOf, pinOf, stateOf, wordsOf, type Words } from './minutes-words';

/** Renders minutes; ends with a line break. */
export function minutesText(
  minutes: Minutes,
  users: readonly User[],
  language: MinutesLanguage,
): string {
  const words = wordsOf(users, language);
  const { review, tracker } = minutes;
  const { t, nameOf, date } = words;
  const title = `${t.review} ${review.number}: ${review.name}`;
  const names = review.participants.map(nameOf).join(', ');
  const state = stateOf(review, words);
  const parts = [
    [`${tracker.prefix} · ${tracker.name}`, title, '='.repeat(title.length)],
    [
      ...(state === '' ? [] : [state]),
      `${t.heldOn}: ${date(review.held_on)}`,
      `${t.participants}: ${names === '' ? t.nobody : names}`,
    ],
    section(t.minutes, [review.minutes === '' ? t.noMinutes : review.minutes]),
    section(t.changes, changes(minutes, words)),
    section(t.discussed, itemLines(minutes.discussed, words)),
    section(t.notDiscussed, itemLines(minutes.not_discussed, words)),
    section(t.openItems, itemLines(minutes.open_items, words)),
    [pinOf(minutes, words)],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const section = (heading: string, lines: readonly string[]): readonly string[] => [
  heading,
  '-'.repeat(heading.length),
  ...lines,
];

function changes(minutes: Minutes, words: Words): readonly string[] {
  const entries = changesOf(minutes, words);
  if (entries.length === 0) return [words.t.noChanges];
  return entries.flatMap(({ itemId, title, what, by }) => [
    `${itemId}  ${title}`,
    ...`${what}${by === undefined ? '' : ` (${by})`}`.split('\n').map((line) => `    ${line}`),
  ]);
}

function itemLines(items: readonly AgendaItem[], words: Words): readonly string[] {
  const { t, nameOf, date } = words;
  if (items.length === 0) return [t.none];
  return items.flatMap((item) => [
    `${item.id}  ${item.title}`,
    '    ' +
      [
        nameOf(item.owner_id),
        `${t.due}: ${date(item.due_date)}`,
        t.statuses[item.status],
        `${t.carriedOver} ${item.carried_over}×`,
      ].join(' · '),
  ]);
}
