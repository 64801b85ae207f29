import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { anItem } from '../../testing/answers';
import { configureClient, elementOf, open, press, settled, textOf } from '../../testing/page';
import { ItemList } from './item-list';
import { ItemListStore } from '../store/item-list-store';

async function edgeOf(name: string) {
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [API_PATHS.trackerItems(1)]: [anItem()] });
  const element = elementOf(fixture);
  // Edges come when the browser is idle.
  while (!element.querySelector('[role=separator]')) await settled(fixture);
  const edge = element.querySelector<HTMLElement>(`th.${name} [role=separator]`);
  if (!edge) throw new Error(`Expected an edge of the column ${name}`);
  const key = async (name: string) => {
    edge.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    await fixture.whenStable();
  };
  const width = () => element.querySelector<HTMLElement>(`th.${name}`)?.style.width;
  return { fixture, element, edge, key, width };
}

describe('the edge of a column', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('moves with the arrow keys and says where it is', async () => {
    const { edge, key, width } = await edgeOf('category');
    expect(edge.getAttribute('aria-label')).toBe('Width of Category');
    expect(width()).toBe('116px');
    await key('ArrowRight');
    await key('ArrowRight');
    await key('ArrowLeft');
    expect([width(), edge.getAttribute('aria-valuenow')]).toEqual(['132px', '132']);
    await key('Home');
    expect([width(), edge.getAttribute('aria-valuenow')]).toEqual(['56px', '56']);
  });

  it('is where it was after a reload, until Enter brings the usual width back', async () => {
    const { key } = await edgeOf('category');
    await key('ArrowRight');
    TestBed.resetTestingModule();
    configureClient();
    const again = await edgeOf('category');
    expect(again.width()).toBe('132px');
    await again.key('Enter');
    expect(again.width()).toBe('116px');
  });

  it('follows the pointer while it is down, and stays where it is let go', async () => {
    const { fixture, edge, width } = await edgeOf('category');
    const captured = new Set<number>();
    // jsdom captures no pointer.
    edge.setPointerCapture = (id) => void captured.add(id);
    edge.hasPointerCapture = (id) => captured.has(id);
    const point = async (name: string, clientX: number, button = 0) => {
      const init = { clientX, button, bubbles: true, cancelable: true };
      edge.dispatchEvent(new MouseEvent(name, init));
      await fixture.whenStable();
    };
    const stored = () => localStorage.getItem('action-tracker-view-state') ?? '';
    await point('pointermove', 140);
    await point('pointerdown', 100, 2);
    await point('pointermove', 140);
    expect(width()).toBe('116px');
    await point('pointerdown', 100);
    await point('pointermove', 140);
    expect(width()).toBe('156px');
    expect(stored()).not.toContain('156');
    await point('pointerup', 140);
    expect(stored()).toContain('"widths":{"category":156}');
    await point('dblclick', 140);
    expect(width()).toBe('116px');
  });

  it('leaves keys alone that do not move it', async () => {
    const { edge, width } = await edgeOf('category');
    for (const init of [{ key: 'Tab' }, { key: 'Enter', isComposing: true }]) {
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
      edge.dispatchEvent(event);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(width()).toBe('116px');
  });

  it('is one of several that a button resets together', async () => {
    const { fixture, element, key, width } = await edgeOf('category');
    const buttons = () => [...element.querySelectorAll('at-table-options button')].map(textOf);
    expect(buttons()).not.toContain('Reset widths');
    await key('ArrowRight');
    press(fixture, 'Reset widths');
    await fixture.whenStable();
    expect(width()).toBe('116px');
    expect(buttons()).not.toContain('Reset widths');
  });
});
