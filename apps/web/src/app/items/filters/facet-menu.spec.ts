import { inputBinding, outputBinding } from '@angular/core';
import { configureClient, elementOf, open, press, textOf } from '../../testing/page';
import { FacetMenu } from './facet-menu';

const OWNERS = ['Ana Souza', 'Jun Kawasaki', 'Maria Fitzgerald', 'Mario Rossi'];

async function menu() {
  const toggled: string[] = [];
  const fixture = await open(FacetMenu, [
    inputBinding('label', () => 'Owner'),
    inputBinding(
      'options',
      () => () => OWNERS.map((label, index) => ({ value: `${index + 1}`, label, count: index })),
    ),
    inputBinding('chosen', () => ['2']),
    outputBinding<string>('toggled', (value) => toggled.push(value)),
  ]);
  const element = elementOf(fixture);
  document.body.append(element);
  const button = element.querySelector('button');
  if (!button) throw new Error('Expected a button');
  const panel = () => element.querySelector('[role=group]');
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    const target = document.activeElement ?? document.body;
    const init = { key: name, bubbles: true, cancelable: true, ...more };
    const event = new KeyboardEvent('keydown', init);
    // Typed without a pause, however slow this computer is.
    Object.defineProperty(event, 'timeStamp', { value: 1_000 });
    target.dispatchEvent(event);
    await fixture.whenStable();
    return event;
  };
  const at = () =>
    textOf(document.activeElement?.closest('label')?.querySelector('.label') ?? null);
  const enter = async () => {
    button.focus();
    await key('ArrowDown');
  };
  return { fixture, element, button, panel, key, at, enter, toggled };
}

describe('the list of a filter', () => {
  beforeEach(() => configureClient());

  afterEach(() => document.body.replaceChildren());

  it('opens and closes with its button, which says what is chosen', async () => {
    const { fixture, button, panel } = await menu();
    expect(textOf(button)).toBe('Owner Jun Kawasaki');
    press(fixture, 'Owner');
    await fixture.whenStable();
    expect([button.ariaExpanded, panel()?.ariaLabel]).toEqual(['true', 'Owner']);
    press(fixture, 'Owner');
    await fixture.whenStable();
    expect(panel()).toBeNull();
  });

  it('is entered with an arrow from its button alone, and says what is chosen in it', async () => {
    const { element, enter, key, at, toggled } = await menu();
    await enter();
    expect(at()).toBe('Ana Souza');
    await key('ArrowDown');
    expect(at()).toBe('Jun Kawasaki');
    await key('End');
    expect(at()).toBe('Mario Rossi');
    element.querySelectorAll('input')[3]?.click();
    expect(toggled).toEqual(['4']);
  });

  it('finds an option by the word that is typed', async () => {
    const { enter, key, at } = await menu();
    await enter();
    for (const letter of 'mario') await key(letter);
    expect(at()).toBe('Mario Rossi');
  });

  it('leaves keys alone that mean something else', async () => {
    const { enter, key, at } = await menu();
    await enter();
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
      expect((await key('j', more)).defaultPrevented).toBe(false);
    }
    expect((await key('j', { isComposing: true })).defaultPrevented).toBe(false);
    expect((await key('q')).defaultPrevented).toBe(false);
    expect(at()).toBe('Ana Souza');
  });

  it('closes with Escape, which gives the keyboard back to its button', async () => {
    const { button, panel, enter, key } = await menu();
    await enter();
    await key('Escape', { isComposing: true });
    expect(panel()).not.toBeNull();
    await key('Escape');
    expect([panel(), document.activeElement]).toEqual([null, button]);
    // Nothing is open: the key belongs to the page.
    const pageKeys: string[] = [];
    const note = ({ key }: KeyboardEvent) => pageKeys.push(key);
    document.body.addEventListener('keydown', note);
    await key('Escape');
    document.body.removeEventListener('keydown', note);
    expect(pageKeys).toEqual(['Escape']);
  });

  it('closes when somebody presses elsewhere, and not when they press in it', async () => {
    const { fixture, element, panel, enter } = await menu();
    await enter();
    const down = async (target: Element) => {
      target.dispatchEvent(new Event('pointerdown', { bubbles: true }));
      await fixture.whenStable();
    };
    await down(element.querySelector('label') ?? element);
    expect(panel()).not.toBeNull();
    await down(document.body);
    expect(panel()).toBeNull();
  });

  it('closes when the keyboard moves on, and not when it goes nowhere', async () => {
    const { fixture, panel, enter } = await menu();
    const beside = document.body.appendChild(document.createElement('button'));
    await enter();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await fixture.whenStable();
    expect(panel()).not.toBeNull();
    await enter();
    beside.focus();
    await fixture.whenStable();
    expect(panel()).toBeNull();
  });
});
