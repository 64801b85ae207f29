import { inputBinding, signal } from '@angular/core';
import { outputBinding } from '@angular/core';
import type { AgendaSection } from '@action-tracker/contracts';
import { anAgendaItem } from '../../testing/answers';
import { configureClient, elementOf, open, textOf } from '../../testing/page';
import { AgendaList } from './agenda-list';

const items = Array.from({ length: 14 }, (_, at) => anAgendaItem(`AD-0${at + 10}`));
const SECTIONS: readonly AgendaSection[] = [
  { section: 'overdue', items: items.slice(0, 2) },
  { section: 'rest', items: items.slice(2) },
];

async function list(sections = SECTIONS, first: string | undefined = 'AD-010') {
  const current = signal(first);
  const chosen: string[] = [];
  const fixture = await open(AgendaList, [
    inputBinding('sections', () => sections),
    inputBinding('current', current),
    inputBinding('discussed', () => new Set(['AD-011'])),
    outputBinding<string>('chosen', (id) => {
      chosen.push(id);
      current.set(id);
    }),
  ]);
  const element = elementOf(fixture);
  const press = async (key: string) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    element.dispatchEvent(event);
    await fixture.whenStable();
    return event.defaultPrevented;
  };
  const entry = () => element.querySelector<HTMLElement>('[aria-current]');
  return { fixture, element, press, entry, chosen };
}

beforeEach(() => configureClient());

describe('the list of an agenda', () => {
  it('is walked with the arrow keys over all sections, and stops at its ends', async () => {
    const { press, chosen } = await list();
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await press(key);
    expect(chosen).toEqual(['AD-010', 'AD-011', 'AD-012', 'AD-011']);
  });

  it('jumps by ten, to its end and to its beginning', async () => {
    const { press, chosen } = await list();
    for (const key of ['PageDown', 'PageDown', 'Home', 'End', 'PageUp']) await press(key);
    expect(chosen).toEqual(['AD-020', 'AD-023', 'AD-010', 'AD-023', 'AD-013']);
  });

  it('leaves other keys alone', async () => {
    const { press, chosen } = await list();
    expect(await press('a')).toBe(false);
    expect(await press('End')).toBe(true);
    expect(chosen).toEqual(['AD-023']);
  });

  it('has one tab stop, which the focus follows', async () => {
    const { element, press, entry } = await list();
    document.body.append(element);
    entry()?.focus();
    await press('ArrowDown');
    expect(textOf(document.activeElement)).toContain('AD-011');
    expect([...element.querySelectorAll('[tabindex="0"]')]).toEqual([entry()]);
  });

  it('says which items were discussed and which were carried over', async () => {
    const { element } = await list([
      { section: 'overdue', items: [anAgendaItem('AD-011', { carried_over: 2 })] },
    ]);
    expect(textOf(element.querySelector('.first'))).toBe('Discussed: AD-011 Title of AD-011');
    const carried = element.querySelector('.carried');
    expect(carried?.getAttribute('aria-label')).toBe('Carried over from 2 reviews');
  });

  it('scrolls to the item that is current, and back up', async () => {
    const { element, press } = await list();
    // jsdom has no layout: the list shows 200 pixels.
    Object.defineProperty(element, 'clientHeight', { value: 200 });
    await press('End');
    expect(element.scrollTop).toBeGreaterThan(600);
    await press('Home');
    expect(element.scrollTop).toBe(0);
  });

  it('does nothing while it is empty', async () => {
    const { press, chosen } = await list([], undefined);
    await press('ArrowDown');
    expect(chosen).toEqual([]);
  });
});
