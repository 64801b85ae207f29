import { inputBinding, signal } from '@angular/core';
import type { ItemEventEntry } from '@action-tracker/contracts';
import { anEvent } from '../../testing/answers';
import { configureClient, elementOf, open, press, textOf } from '../../testing/page';
import { ItemHistory } from './item-history';

/** A change of the status at 09:00 and some minutes. */
function changed(
  position: number,
  minute: number,
  [from, to]: readonly [string, string],
  given: Partial<ItemEventEntry> = {},
): ItemEventEntry {
  return anEvent({
    position,
    command_id: `command-${position}`,
    from: { status: from },
    to: { status: to, comment: null },
    occurred_at: `2026-11-20T09:${String(minute).padStart(2, '0')}:00.000Z`,
    ...given,
  });
}

const BLOCKED = changed(1, 0, ['New', 'Blocked']);
const TO_BE_CHECKED = changed(2, 2, ['Blocked', 'TBC']);
const MOVED = anEvent({
  ...{ position: 3, type: 'ItemDueDateMoved', command_id: 'command-3' },
  ...{ from: { due_date: null }, to: { due_date: '2026-12-24', reason: null } },
  occurred_at: '2026-11-20T09:05:00.000Z',
});

async function history(...events: readonly ItemEventEntry[]) {
  const given = signal(events);
  const fixture = await open(ItemHistory, [inputBinding('events', given)]);
  const element = elementOf(fixture);
  /** The lines, without what is folded. */
  const lines = () =>
    [...element.querySelectorAll(':scope > ol > li')].map((line) =>
      [...line.children]
        .filter((part) => !part.matches('.folded'))
        .map(textOf)
        .join(' '),
    );
  const folded = () => element.querySelector('.folded');
  return { fixture, element, given, lines, folded };
}

const places = (lines: readonly string[]) =>
  lines.map((line) => /Ledger entry (#[\d–]+)/.exec(line)?.[1]);

describe('what one person changes within five minutes', () => {
  beforeEach(() => configureClient());

  it('is one line with the number of changes and what they came to', async () => {
    const { lines } = await history(BLOCKED, TO_BE_CHECKED, MOVED);
    const [line, ...others] = lines();
    expect(others).toEqual([]);
    expect(line).toContain('Maria Fitzgerald changed the status and moved the due date');
    expect(line).toContain('3 changes');
    expect(line).toContain('Ledger entry #1–3');
    expect(line).toContain('Status from New → to TBC');
    expect(line).toContain('Due from TBD → to 12/24/2026');
    expect(line).not.toContain('Blocked');
  });

  it('opens and closes, and each entry in it has its undo', async () => {
    const { fixture, element, folded } = await history(BLOCKED, TO_BE_CHECKED);
    const button = element.querySelector('.fold');
    expect(folded()?.getAttribute('hidden')).toBe('until-found');
    expect(button?.getAttribute('aria-expanded')).toBe('false');
    press(fixture, '2 changes');
    await fixture.whenStable();
    expect(folded()?.hasAttribute('hidden')).toBe(false);
    expect(button?.getAttribute('aria-expanded')).toBe('true');
    expect(button?.getAttribute('aria-controls')).toBe(folded()?.id);
    const undos = [...element.querySelectorAll('.folded .undo')];
    expect(undos.map((undo) => undo.getAttribute('aria-label'))).toEqual(['Undo #2', 'Undo #1']);
    press(fixture, '2 changes');
    await fixture.whenStable();
    expect(folded()?.getAttribute('hidden')).toBe('until-found');
  });

  it('opens when the browser finds a word in it, and stays open when the run grows', async () => {
    const { fixture, element, given, lines, folded } = await history(BLOCKED, TO_BE_CHECKED);
    folded()?.dispatchEvent(new Event('beforematch'));
    await fixture.whenStable();
    given.set([BLOCKED, TO_BE_CHECKED, MOVED]);
    await fixture.whenStable();
    expect(folded()?.hasAttribute('hidden')).toBe(false);
    expect(element.querySelectorAll('.folded li')).toHaveLength(3);
    expect(places(lines())).toEqual(['#1–3']);
  });

  it('says so when everything was changed back', async () => {
    const { lines } = await history(BLOCKED, changed(2, 1, ['Blocked', 'New']));
    expect(lines()[0]).toContain('Everything is back to what it was before.');
    expect(lines()[0]).not.toContain('→');
  });

  it('begins again after five minutes: a change six minutes after the first is a new line', async () => {
    const { lines } = await history(BLOCKED, TO_BE_CHECKED, changed(3, 6, ['TBC', 'New']));
    expect(places(lines())).toEqual(['#3', '#1–2']);
  });
});

describe('what is never folded', () => {
  beforeEach(() => configureClient());

  const BATCH = '00000000-0000-4000-8000-00000000000b';
  it.each<[string, Partial<ItemEventEntry>]>([
    ['of another person', { actor_id: 2, recorded_by_id: 2 }],
    ['recorded for somebody', { recorded_by_id: 3 }],
    ['of a batch', { batch: BATCH }],
    ['that undoes another', { batch: BATCH, undoes: 'command-1' }],
    ['with a comment', { to: { status: 'TBC', comment: 'Wait' } }],
    ['that adds a note', { type: 'NoteAdded', from: null, to: { content: 'Called' } }],
    [
      'that edits a note',
      { type: 'NoteAmended', from: { content: 'a' }, to: { entry: 1, content: 'b' } },
    ],
    ['that withdraws the item', { type: 'ItemWithdrawn', from: null, to: { reason: null } }],
    ['that reinstates the item', { type: 'ItemReinstated', from: null, to: {} }],
    ['that creates the item', { type: 'ItemCreated', from: null, to: { status: 'New' } }],
  ])('an entry %s', async (_, given) => {
    const between = changed(2, 1, ['Blocked', 'TBC'], given);
    const { lines } = await history(BLOCKED, between, changed(3, 2, ['TBC', 'New']));
    expect(places(lines())).toEqual(['#3', '#2', '#1']);
  });

  it('an entry that was undone', async () => {
    const undo = changed(4, 20, ['TBC', 'Blocked'], { batch: BATCH, undoes: 'command-2' });
    const { lines } = await history(BLOCKED, TO_BE_CHECKED, MOVED, undo);
    expect(places(lines())).toEqual(['#4', '#3', '#2', '#1']);
  });
});
