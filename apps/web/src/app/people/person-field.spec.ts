import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { elementOf, configureClient, open, personField, textOf, type } from '../testing/page';
import { PersonField } from './person-field';

@Component({
  imports: [PersonField],
  template: `<at-person-field label="Owner" [(value)]="value" />`,
})
class Page {
  readonly value = signal('1');
}

async function page() {
  const fixture = await open(Page);
  document.body.append(elementOf(fixture));
  const active = () => {
    const id = field.input.getAttribute('aria-activedescendant');
    return id && textOf(elementOf(fixture).querySelector(`#${id} .person`));
  };
  const field = personField(fixture, 'Owner');
  const leave = () => {
    field.input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    TestBed.tick();
  };
  return { ...field, fixture, active, leave, value: fixture.componentInstance.value };
}

describe('the field for a person', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows who was chosen, and is a closed combobox', async () => {
    const { input, offered } = await page();
    expect(input.value).toBe('Maria Fitzgerald');
    expect([input.getAttribute('role'), input.getAttribute('aria-expanded')]).toEqual([
      'combobox',
      'false',
    ]);
    expect(offered()).toEqual([]);
  });

  it('offers everybody with an arrow key, at the one who was chosen', async () => {
    const { offered, press, active, input, value } = await page();
    press('ArrowDown');
    expect(offered()).toEqual(['Ana Souza', 'Jun Kawasaki', 'Maria Fitzgerald']);
    expect(active()).toBe('Maria Fitzgerald');
    press('ArrowUp');
    expect(active()).toBe('Jun Kawasaki');
    expect(press('Enter').defaultPrevented).toBe(true);
    expect([value(), input.value]).toEqual(['2', 'Jun Kawasaki']);
  });

  it.each(['Enter', 'Tab'])('takes the first who fits with %s', async (key) => {
    const { input, press, active, offered, value } = await page();
    type(input, 'a');
    expect(offered()[0]).toBe(active());
    type(input, 'JK');
    press(key);
    expect([value(), input.value, offered()]).toEqual(['2', 'Jun Kawasaki', []]);
  });

  it('lets Enter with Control send the form, with who is marked', async () => {
    const { input, press, value } = await page();
    type(input, 'ana');
    expect(press('Enter', { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(value()).toBe('3');
  });

  it('is as it was with Escape', async () => {
    const { input, press, value, offered } = await page();
    type(input, 'jun');
    expect(press('Escape').defaultPrevented).toBe(true);
    expect([value(), input.value, offered()]).toEqual(['1', 'Maria Fitzgerald', []]);
  });

  it('means nobody while several fit, and is left so', async () => {
    const { input, leave, value } = await page();
    type(input, 'a');
    leave();
    expect([value(), input.value]).toEqual(['', 'a']);
    type(input, 'jun');
    leave();
    expect([value(), input.value]).toEqual(['2', 'Jun Kawasaki']);
  });

  it('takes nobody from an empty field', async () => {
    const { input, press, value } = await page();
    type(input, '');
    press('Tab');
    expect(value()).toBe('');
  });

  it('says that nobody fits', async () => {
    const { field, input, press, value } = await page();
    type(input, 'zzz');
    expect(textOf(field.querySelector('[role=status]'))).toBe('No person matches “zzz”');
    expect(input.getAttribute('aria-expanded')).toBe('false');
    press('Enter');
    expect(value()).toBe('');
  });

  it('takes a press, which leaves the keyboard in the field', async () => {
    const { field, input, value, fixture } = await page();
    input.focus();
    input.click();
    await fixture.whenStable();
    const option = field.querySelector<HTMLElement>('[role=option]');
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    option?.dispatchEvent(down);
    option?.click();
    TestBed.tick();
    expect([down.defaultPrevented, value(), input.value]).toEqual([true, '3', 'Ana Souza']);
  });
});
