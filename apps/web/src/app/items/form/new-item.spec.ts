import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness, MatNativeSelectHarness } from '@angular/material/input/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Drafts } from '../../platform/drafts/drafts';
import { anItem, ME, refusal } from '../../testing/answers';
import {
  choose,
  configureClient,
  dateField,
  elementOf,
  open,
  personField,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { NewItem } from './new-item';

const PATH = API_PATHS.trackerItems(1);

async function newItem(review?: string) {
  const bindings = [inputBinding('trackerId', () => '1'), inputBinding('review', () => review)];
  const fixture = await open(NewItem, bindings, {
    [API_PATHS.tracker(1)]: { id: 1, prefix: 'AD', name: 'Astro Digital' },
  });
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const input = (label: string) => loader.getHarness(MatInputHarness.with({ label }));
  const field = (floatingLabelText: string) =>
    loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }));
  const errorsOf = async (label: string) => (await field(label)).getTextErrors();
  return { fixture, input, field, errorsOf };
}

async function filled(review?: string) {
  const page = await newItem(review);
  await (await page.input('Title')).setValue('Sign the contract');
  await choose(await page.field('Category'), 'ADCS');
  const owner = personField(page.fixture, 'Owner');
  type(owner.input, 'jun');
  owner.press('Enter');
  return page;
}

/** Presses Ctrl-Enter in the first control of this kind. */
function sendFrom(
  fixture: ComponentFixture<unknown>,
  control: string,
  more: KeyboardEventInit = {},
) {
  const init = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true, ...more };
  elementOf(fixture).querySelector(control)?.dispatchEvent(new KeyboardEvent('keydown', init));
}

describe('a new item', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('leads back to the meeting in which it was needed', async () => {
    const { fixture } = await filled('3');
    expect(elementOf(fixture).querySelector('.actions a')?.getAttribute('href')).toBe(
      '/trackers/1/reviews/3',
    );
    press(fixture, 'Create item');
    (await sent('POST', PATH)).flush(anItem({ id: 'AD-048' }));
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/trackers/1/reviews/3');
  });

  it('is created today by the calendar of the server, and TBD without a due date', async () => {
    const { fixture } = await filled();
    expect(dateField(fixture, 'Created').input.value).toBe('11/20/2026');
    expect(dateField(fixture, 'Due date').input.value).toBe('TBD');
    press(fixture, 'Create item');
    const { request } = await sent('POST', PATH);
    expect(request.body).toEqual({
      title: 'Sign the contract',
      category: 'ADCS',
      owner_id: 2,
      priority: 'Medium',
      due_date: null,
      create_date: '2026-11-20',
    });
  });

  it('is shown once it is there', async () => {
    const { fixture } = await filled();
    press(fixture, 'Create item');
    (await sent('POST', PATH)).flush(anItem({ id: 'AD-007' }));
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/items/AD-007');
  });

  it('asks for what is missing before anything is sent', async () => {
    const { fixture, errorsOf } = await newItem();
    press(fixture, 'Create item');
    await settled(fixture);
    expect(await errorsOf('Title')).toEqual(['Enter a title']);
    expect(await errorsOf('Category')).toEqual(['Choose a category']);
    expect(personField(fixture, 'Owner').says()).toBe('Choose an owner');
  });

  it('says nothing about an empty field in passing, and asks for it once it was emptied', async () => {
    const { fixture, input, field, errorsOf } = await newItem();
    const title = await input('Title');
    await title.focus();
    await title.blur();
    const category = await (await field('Category')).getControl(MatNativeSelectHarness);
    await category?.focus();
    await category?.blur();
    expect(await errorsOf('Category')).toEqual([]);
    const owner = personField(fixture, 'Owner');
    owner.input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await settled(fixture);
    expect(owner.says()).toBe('');
    expect(await errorsOf('Title')).toEqual([]);
    await title.setValue('Sign');
    await title.setValue('');
    await title.blur();
    expect(await errorsOf('Title')).toEqual(['Enter a title']);
  });

  it('counts a title in characters as people do', async () => {
    const { fixture, input, errorsOf } = await filled();
    await (await input('Title')).setValue('🛰️'.repeat(251));
    press(fixture, 'Create item');
    await settled(fixture);
    expect(await errorsOf('Title')).toEqual(['At most 500 characters; this has 502']);
  });

  it('shows each complaint of the API at its field and keeps what was typed', async () => {
    const { fixture, input, errorsOf } = await filled();
    press(fixture, 'Create item');
    const details = [
      { field: 'title', message: 'expected another title' },
      { field: 'owner_id', message: 'expected the id of a user, found 2' },
    ];
    const answer = refusal('VALIDATION_ERROR', 'title: …; owner_id: …', { details });
    (await sent('POST', PATH)).flush(answer, { status: 400, statusText: 'Bad Request' });
    await settled(fixture);
    expect(await errorsOf('Title')).toEqual(['Expected another title']);
    expect(personField(fixture, 'Owner').says()).toBe('Expected the id of a user, found 2');
    expect(await (await input('Title')).getValue()).toBe('Sign the contract');
  });

  it('says above the form when the server did not answer', async () => {
    const { fixture } = await filled();
    press(fixture, 'Create item');
    (await sent('POST', PATH)).error(new ProgressEvent('error'));
    await settled(fixture);
    const alert = textOf(elementOf(fixture).querySelector('[role=alert]'));
    expect(alert).toContain('The server did not answer');
  });

  it('leads to the next one: the title empty, the rest as it was, and no draft is left', async () => {
    const { fixture, input, errorsOf } = await filled();
    document.body.append(elementOf(fixture));
    press(fixture, 'Create and add another');
    (await sent('POST', PATH)).flush(anItem({ id: 'AD-007' }));
    await settled(fixture);
    const title = await input('Title');
    expect([await title.getValue(), await title.isFocused()]).toEqual(['', true]);
    expect(await errorsOf('Title')).toEqual([]);
    const link = elementOf(fixture).querySelector('[role=status] a');
    expect([textOf(link), link?.getAttribute('href')]).toEqual(['AD-007 created', '/items/AD-007']);
    expect(TestBed.inject(Drafts).of(ME.id)).toEqual([]);
    await title.setValue('Countersign the contract');
    sendFrom(fixture, 'input', { shiftKey: true });
    const { request } = await sent('POST', PATH);
    expect(request.body).toMatchObject({
      title: 'Countersign the contract',
      category: 'ADCS',
      owner_id: 2,
    });
  });

  it.each(['input', 'select'])('is sent with Ctrl-Enter from any %s', async (control) => {
    const { fixture } = await filled();
    document.body.append(elementOf(fixture));
    sendFrom(fixture, control);
    expect((await sent('POST', PATH)).request.body).toMatchObject({ title: 'Sign the contract' });
  });
});
