/**
 * The minutes of a review as one self-contained page, for mail and for print on A4 in black and
 * white. Mail programs ignore most of CSS, so the structure is tables, and the styles are in the
 * page itself.
 */
import {
  usersById,
  type AgendaItem,
  type ItemChange,
  type Minutes,
  type User,
} from '@action-tracker/contracts';
import { parseItemId } from '@action-tracker/domain';
import { MINUTES_TEXTS, type MinutesLanguage, type MinutesTexts } from './minutes-texts';

interface Words {
  readonly t: MinutesTexts;
  readonly nameOf: (userId: number) => string;
  readonly date: (date: string | null) => string;
}

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
<p class="foot">${escaped(pin(minutes, t))}</p>
</body>
</html>
`;
}

function wordsOf(users: readonly User[], language: MinutesLanguage): Words {
  const t = MINUTES_TEXTS[language];
  const byId = usersById(users);
  // A date has no time zone; at noon in UTC it is the same day everywhere it is formatted.
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    t,
    nameOf: (id) => byId.get(id)?.name ?? String(id),
    date: (date) => (date === null ? t.tbd : format.format(new Date(`${date}T12:00:00Z`))),
  };
}

function details({ review }: Minutes, { t, nameOf, date }: Words): string {
  const names = review.participants.map(nameOf).join(', ');
  const state = { open: t.draft, cancelled: t.cancelled, closed: '' }[review.state];
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

interface Entry {
  readonly itemId: string;
  readonly title: string;
  readonly what: string;
  readonly by?: string;
  /** Place in the ledger; decisions come before what was written about them. */
  readonly id: number;
}

/** Item after item: what was decided, then notes and statuses in the order in which they happened. */
function changes(minutes: Minutes, words: Words): string {
  const { t } = words;
  const entries = [
    ...minutes.changes.flatMap((change) => decisions(change, words)),
    ...written(minutes, words),
  ].toSorted((one, other) => numberOf(one.itemId) - numberOf(other.itemId) || one.id - other.id);
  if (entries.length === 0) return empty(t.noChanges);
  const rows = entries.map(({ itemId, title, what, by }) => [
    `<td class="id">${escaped(itemId)}</td><td>${escaped(title)}</td>`,
    `<td>${lines(what)}${by === undefined ? '' : ` <span class="by">(${escaped(by)})</span>`}</td>`,
  ]);
  return table([t.item, t.title, t.what], rows);
}

function written({ notes, statuses }: Minutes, { t, nameOf }: Words): readonly Entry[] {
  return [
    ...notes.map(({ id, action_item_id: itemId, title, content, author_id }) => ({
      ...{ id, itemId, title },
      what: `${t.note}: ${content}`,
      by: nameOf(author_id),
    })),
    ...statuses.map((change) => ({
      ...{ id: change.id, itemId: change.action_item_id, title: change.title },
      what: `${t.statuses[change.from]} → ${t.statuses[change.status]}${change.comment === null ? '' : `: ${change.comment}`}`,
      by: nameOf(change.changed_by_id),
    })),
  ];
}

/** What the meeting changed, apart from the status, whose every step is listed. */
function decisions(change: ItemChange, { t, nameOf, date }: Words): readonly Entry[] {
  const { due_date: due, owner_id: owner, priority, category } = change;
  const told = (label: string, from: string, to: string) => `${label}: ${from} → ${to}`;
  const whats = [
    ...(change.kinds.includes('created') ? [t.newItem] : []),
    ...(due ? [`${told(t.due, date(due.from), date(due.to))}${daysOf(due.days, t)}`] : []),
    ...(owner ? [told(t.owner, nameOf(owner.from), nameOf(owner.to))] : []),
    ...(priority ? [told(t.priority, t.priorities[priority.from], t.priorities[priority.to])] : []),
    ...(category ? [told(t.category, t.categories[category.from], t.categories[category.to])] : []),
  ];
  return whats.map((what) => ({ itemId: change.item_id, title: change.title, what, id: 0 }));
}

function daysOf(days: number | null, t: MinutesTexts): string {
  if (days === null) return '';
  const count = Math.abs(days);
  return ` (${days > 0 ? '+' : '−'}${count} ${count === 1 ? t.day : t.days})`;
}

const numberOf = (itemId: string): number => parseItemId(itemId)?.number ?? 0;

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

function pin({ review, position, tracker }: Minutes, t: MinutesTexts): string {
  const where = t.position
    .replace('{position}', String(position))
    .replace('{prefix}', tracker.prefix);
  if (review.closed_at === null) return where;
  const time = review.closed_at.slice(0, 16).replace('T', ' ');
  return `${where}, ${t.closedAt.replace('{time}', time)}`;
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
