/**
 * The minutes of a review as one self-contained page, for mail and for print on A4 in black and
 * white. Mail programs ignore most of CSS, so the structure is tables, and the styles are in the
 * page itself.
 */
import type { AgendaItem, Minutes, User } from '@action-tracker/contracts';
import type { MinutesLanguage } from './minutes-texts';
import { changesOf, pinOf, stateOf, wordsOf, type Words } from './minutes-words';

/** Renders minutes; every value is escaped. */
export function minutesPage(
  minutes: Minutes,
  users: readonly User[],
  language: MinutesLanguage,
): string {
  const words = wordsOf(users, language);
  const { review, tracker } = minutes;
  const { t } = words;
  const title = `${t.review} ${review.number}: ${review.name}`;
  const about = `${tracker.prefix} · ${tracker.name}`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title} · ${about}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<p class="about">${escaped(about)}</p>
<h1>${escaped(title)}</h1>
${details(minutes, words)}
${section(t.minutes, review.minutes === '' ? empty(t.noMinutes) : text(review.minutes))}
${section(t.changes, changes(minutes, words))}
${section(t.discussed, itemTable(minutes.discussed, words))}
${section(t.notDiscussed, itemTable(minutes.not_discussed, words))}
${section(t.openItems, itemTable(minutes.open_items, words))}
<p class="foot">${escaped(pinOf(minutes, words))}</p>
</body>
</html>
`;
}

function details({ review }: Minutes, words: Words): string {
  const { t, nameOf, date } = words;
  const names = review.participants.map(nameOf).join(', ');
  const state = stateOf(review, words);
  const rows = [
    [t.heldOn, date(review.held_on)],
    [t.participants, names === '' ? t.nobody : names],
  ];
  const cells = rows.map(
    ([name = '', value = '']) =>
      `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`,
  );
  const line = state === '' ? '' : `<p class="state">${escaped(state)}</p>`;
  return `${line}<table class="details"><tbody>${cells.join('')}</tbody></table>`;
}

const section = (heading: string, content: string): string =>
  `<h2>${escaped(heading)}</h2>\n${content}`;

function changes(minutes: Minutes, words: Words): string {
  const { t } = words;
  const entries = changesOf(minutes, words);
  if (entries.length === 0) return empty(t.noChanges);
  const rows = entries.map(({ itemId, title, what, by }) => [
    `<td class="id">${escaped(itemId)}</td><td>${escaped(title)}</td>`,
    `<td>${lines(what)}${by === undefined ? '' : ` <span class="by">(${escaped(by)})</span>`}</td>`,
  ]);
  return table([t.item, t.title, t.what], rows);
}

function itemTable(items: readonly AgendaItem[], { t, nameOf, date }: Words): string {
  if (items.length === 0) return empty(t.none);
  const rows = items.map((item) => [
    `<td class="id">${escaped(item.id)}</td><td>${escaped(item.title)}</td>`,
    `<td>${escaped(nameOf(item.owner_id))}</td><td class="date">${escaped(date(item.due_date))}</td>`,
    `<td>${escaped(t.statuses[item.status])}</td>`,
    `<td class="count">${item.carried_over}×</td>`,
  ]);
  return table([t.item, t.title, t.owner, t.due, t.status, t.carriedOver], rows);
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = headings.map((heading) => `<th scope="col">${escaped(heading)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<table><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table>`;
}

const empty = (text: string): string => `<p class="empty">${escaped(text)}</p>`;

const text = (content: string): string =>
  content
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${lines(paragraph)}</p>`)
    .join('\n');

const lines = (content: string): string => escaped(content).replaceAll('\n', '<br>');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (content: string): string =>
  content.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? '');

const STYLE = `
  @page { size: A4; margin: 16mm 14mm 18mm;
    @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
  body { max-width: 960px; margin: 24px auto; padding: 0 16px; color: #000; background: #fff;
    font: 14px/1.45 system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
  h1 { margin: 0 0 12px; font-size: 22px; }
  h2 { margin: 24px 0 8px; font-size: 16px; border-bottom: 1px solid #000; break-after: avoid; }
  p { margin: 0 0 8px; }
  table { width: 100%; border-collapse: collapse; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  th, td { padding: 4px 8px 4px 0; text-align: left; vertical-align: top; border-bottom: 1px solid #999;
    overflow-wrap: anywhere; }
  .details { width: auto; }
  .details th, .details td { border: 0; padding: 2px 16px 2px 0; }
  .id, .date, .count { white-space: nowrap; }
  .count { text-align: right; }
  .about, .by, .empty, .foot { color: #444; }
  .state { font-weight: 700; }
  .foot { margin-top: 24px; padding-top: 8px; border-top: 1px solid #000; font-size: 12px; }
  @media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } }
`;
