import { inputBinding, signal, twoWayBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { LANGUAGE_KEY, Texts } from '../language/texts';
import { configureClient, elementOf, open, settled, textOf, type } from '../../testing/page';
import { DateField } from './date-field';

/** The server's day in these specs is 11/20/2026, a Friday. */
async function field(value = '', isTbdAllowed = true) {
  const model = signal(value);
  const fixture = await open(DateField, [
    inputBinding('label', () => 'Due date'),
    inputBinding('isTbdAllowed', () => isTbdAllowed),
    inputBinding('lean', () => 'ahead'),
    twoWayBinding('value', model),
  ]);
  document.body.append(elementOf(fixture));
  const { input, says } = dateFieldOf(elementOf(fixture));
  const leave = async () => {
    input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await fixture.whenStable();
  };
  return { fixture, model, input, says, leave, isWrong: () => input.ariaInvalid };
}

function dateFieldOf(host: HTMLElement) {
  const input = host.querySelector('input');
  if (!input) throw new Error('Expected an input');
  return { input, says: () => host.querySelector('.says')?.textContent.trim() ?? '' };
}

describe('a date field', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows its value as the language writes dates, and follows the language', async () => {
    const { fixture, input, says } = await field('2026-12-15');
    expect([input.value, says()]).toEqual(['12/15/2026', 'Tue, Dec 15, 2026']);
    await TestBed.inject(Texts).choose('pt-BR');
    await settled(fixture);
    expect([input.value, says()]).toEqual(['15/12/2026', 'ter., 15 de dez. de 2026']);
  });

  it('reads the order of day and month of the language', async () => {
    localStorage.setItem(LANGUAGE_KEY, '{"version":1,"language":"pt-BR"}');
    const { input, model, says } = await field();
    type(input, '15/12/26');
    expect([model(), says()]).toEqual(['2026-12-15', 'ter., 15 de dez. de 2026']);
  });

  it('does not take a date typed in one language for another one in the next', async () => {
    const { fixture, input, model } = await field();
    type(input, '1/2/27');
    await TestBed.inject(Texts).choose('pt-BR');
    await settled(fixture);
    expect([model(), input.value]).toEqual(['2027-01-02', '02/01/2027']);
  });

  it('says what it understands while one types, and keeps the text as it is', async () => {
    const { input, model, says, leave } = await field();
    type(input, '+7');
    expect([model(), says(), input.value]).toEqual(['2026-11-27', 'Fri, Nov 27, 2026', '+7']);
    await leave();
    expect(input.value).toBe('11/27/2026');
  });

  it('helps with what is not whole yet, and calls it wrong only when it is left', async () => {
    const { input, model, says, leave, isWrong } = await field('2026-12-15');
    type(input, '12/');
    expect(says()).toContain('Incomplete date');
    expect(isWrong()).toBe('false');
    await leave();
    expect([isWrong(), model(), input.value]).toEqual(['true', '12/', '12/']);
  });

  it('calls at once wrong what no more letters can mend', async () => {
    const { input, says, isWrong } = await field();
    type(input, '02302026');
    expect([says(), isWrong()]).toEqual(['February 2026 has no day 30', 'true']);
    type(input, '02282026');
    expect([says(), isWrong()]).toEqual(['Sat, Feb 28, 2026', 'false']);
  });

  it('names no year that nobody typed', async () => {
    const { input, says } = await field();
    type(input, '31 Feb');
    expect(says()).toBe('February has no day 31');
    type(input, '29 Feb');
    expect(says()).toBe('February 29 exists only in leap years. Write the year too');
    type(input, '29 Feb 2028');
    expect(says()).toBe('Tue, Feb 29, 2028');
  });

  it('takes TBD only where there may be no date yet', async () => {
    const due = await field();
    type(due.input, 'tbd');
    expect([due.model(), due.says()]).toEqual(['TBD', 'No date yet']);
    const needed = await field('', false);
    type(needed.input, 'tbd');
    await needed.leave();
    expect(needed.says()).toBe('Enter a date');
  });

  it('asks for a date once it was emptied or submitted, not in passing', async () => {
    const isDirty = signal(false);
    const fixture = await open(DateField, [
      inputBinding('label', () => 'Created'),
      inputBinding('touched', () => true),
      inputBinding('dirty', isDirty),
    ]);
    const { says } = dateFieldOf(elementOf(fixture));
    expect(says()).toBe('');
    isDirty.set(true);
    await settled(fixture);
    expect(says()).toBe('Enter a date');
  });

  it('describes its format to screen readers', async () => {
    const { input } = await field('2026-12-15');
    const id = input.getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(id)?.textContent).toContain('Tue, Dec 15, 2026');
    expect(input.labels?.[0]?.textContent).toBe('Due date');
  });

  it('opens a calendar, where a day, today or TBD is chosen', async () => {
    const { fixture, model, input } = await field('2026-12-15');
    const host = elementOf(fixture);
    const calendar = async () => {
      host.querySelector<HTMLElement>('button[aria-haspopup]')?.click();
      await settled(fixture);
      await settled(fixture);
    };
    const chooseWord = async (text: string) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('.choices button')];
      buttons.find((button) => textOf(button) === text)?.click();
      await settled(fixture);
    };
    await calendar();
    const day = document.querySelector<HTMLElement>('[aria-label="December 24, 2026"]');
    day?.click();
    await settled(fixture);
    expect([model(), input.value]).toEqual(['2026-12-24', '12/24/2026']);
    await calendar();
    await chooseWord('Today');
    expect(model()).toBe('2026-11-20');
    await calendar();
    await chooseWord('TBD');
    expect(model()).toBe('TBD');
  });

  describe('with an open calendar', () => {
    async function openCalendar() {
      const { fixture, model, input } = await field('2026-12-15');
      const button = elementOf(fixture).querySelector<HTMLElement>('button[aria-haspopup]');
      button?.click();
      await settled(fixture);
      await settled(fixture);
      const calendar = () => document.querySelector<HTMLElement>('[role=dialog]');
      const key = async (name: string) => {
        const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
        calendar()?.dispatchEvent(event);
        await settled(fixture);
        return event;
      };
      return { fixture, model, input, calendar, key };
    }

    afterEach(() => document.body.replaceChildren());

    it('keeps its keys to itself: Escape closes it and not what is around the field', async () => {
      const { model, calendar, key } = await openCalendar();
      const heard: string[] = [];
      const note = ({ key }: KeyboardEvent) => heard.push(key);
      document.addEventListener('keydown', note);
      await key('PageDown');
      expect(calendar()).not.toBeNull();
      const escape = await key('Escape');
      document.removeEventListener('keydown', note);
      expect([calendar(), escape.defaultPrevented, heard]).toEqual([null, true, []]);
      expect(model()).toBe('2026-12-15');
    });

    it('closes it with a press elsewhere on the page', async () => {
      const { fixture, model, calendar } = await openCalendar();
      for (const name of ['pointerdown', 'click']) {
        document.body.dispatchEvent(new MouseEvent(name, { bubbles: true }));
      }
      await settled(fixture);
      expect([calendar(), model()]).toEqual([null, '2026-12-15']);
    });
  });
});
