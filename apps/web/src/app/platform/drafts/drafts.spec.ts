import { SIGNED_OUT_URL } from '../session/session-api';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { App } from '../../app';
import { AddNote } from '../../items/page/add-note';
import { ME } from '../../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  elementOf,
  leftFor,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { type Draft, Drafts, DRAFTS_KEY } from './drafts';

const aDraft = (given: Partial<Draft> = {}): Draft => ({
  id: '1',
  userId: 1,
  name: 'note AD-001',
  fields: { content: 'Called the vendor' },
  begunAt: 1_763_640_000_000,
  itemVersion: null,
  ...given,
});

function storageOfOneTab(): Drafts {
  TestBed.resetTestingModule();
  return TestBed.inject(Drafts);
}

async function noteForm(me = ME) {
  TestBed.resetTestingModule();
  configureClient();
  const itemId = inputBinding('itemId', () => 'AD-001');
  const fixture = await open(AddNote, [itemId], { [API_PATHS.me]: me });
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const content = await loader.getHarness(MatInputHarness.with({ label: 'Add a note' }));
  return { fixture, content };
}

describe('what was typed and not sent', () => {
  beforeEach(() => localStorage.clear());

  it('is there again after a reload, for the one who typed it', async () => {
    await (await noteForm()).content.setValue('Called the vendor');
    const { content } = await noteForm();
    expect(await content.getValue()).toBe('Called the vendor');
  });

  it('is not shown to somebody else', async () => {
    await (await noteForm()).content.setValue('Called the vendor');
    const { content } = await noteForm({ ...ME, id: 2 });
    expect(await content.getValue()).toBe('');
  });

  it('is forgotten once it is sent', async () => {
    const { fixture, content } = await noteForm();
    await content.setValue('Called the vendor');
    press(fixture, 'Add note');
    (await sent('POST', API_PATHS.notes('AD-001'))).flush({});
    await settled(fixture);
    expect(TestBed.inject(Drafts).of(ME.id)).toEqual([]);
  });

  it('is taken over from the program before, for the one who typed it', async () => {
    const drafts = { '1 note AD-001': { content: 'Called the vendor', note_date: '2026-11-18' } };
    localStorage.setItem(DRAFTS_KEY, JSON.stringify({ version: 1, drafts }));
    const { fixture, content } = await noteForm();
    expect(await content.getValue()).toBe('Called the vendor');
    expect(dateField(fixture, 'Date').input.value).toBe('11/18/2026');
  });

  it('is dated the day on which it is sent, unless somebody chose another one', async () => {
    await (await noteForm({ ...ME, today: '2026-11-19' })).content.setValue('Called the vendor');
    const { fixture } = await noteForm();
    expect(dateField(fixture, 'Date').input.value).toBe('11/20/2026');
  });

  it('does not take the place of what another tab has kept', () => {
    const [here, there] = [storageOfOneTab(), storageOfOneTab()];
    here.keep(aDraft({ id: 'here' }));
    there.keep(aDraft({ id: 'there' }));
    here.forget('here');
    expect(storageOfOneTab().of(1)).toEqual([aDraft({ id: 'there' })]);
  });

  it('is sent once, though it stands in two tabs', async () => {
    await (await noteForm()).content.setValue('Called the vendor');
    const { content, fixture } = await noteForm();
    expect(await content.getValue()).toBe('Called the vendor');
    sentByAnotherTab();
    await settled(fixture);
    expect(await content.getValue()).toBe('');
    await content.setValue('Another note');
    expect(storageOfOneTab().of(ME.id)).toMatchObject([{ fields: { content: 'Another note' } }]);
  });

  it('stays where one typed on, whatever another tab has sent', () => {
    const [here, there] = [storageOfOneTab(), storageOfOneTab()];
    here.keep(aDraft());
    here.keep(aDraft({ fields: { content: 'Called the vendor twice' } }));
    there.settle(aDraft());
    expect(storageOfOneTab().of(1)).toMatchObject([
      { fields: { content: 'Called the vendor twice' } },
    ]);
  });

  it('stays where it is when the browser is emptied', async () => {
    const { content, fixture } = await noteForm();
    await content.setValue('Called the vendor');
    localStorage.clear();
    window.dispatchEvent(new StorageEvent('storage', { key: null }));
    window.dispatchEvent(new StorageEvent('storage', { key: DRAFTS_KEY, newValue: null }));
    await settled(fixture);
    expect(await content.getValue()).toBe('Called the vendor');
  });

  it.each([
    '{"version":0}',
    '{"version":1,"drafts":{"1 note AD-001":{"content":7}}}',
    '{"version":2,"drafts":{}}',
    '{"version":2,"drafts":[{"id":"1","userId":1,"name":"note AD-001"}]}',
    '{',
  ])('is nothing when the browser holds %s', async (stored) => {
    localStorage.setItem(DRAFTS_KEY, stored);
    const { content } = await noteForm();
    expect(await content.getValue()).toBe('');
  });
});

/** What this tab hears when another one has sent all that was typed. */
function sentByAnotherTab(): void {
  const newValue = JSON.stringify({ version: 2, drafts: [] });
  localStorage.setItem(DRAFTS_KEY, newValue);
  window.dispatchEvent(new StorageEvent('storage', { key: DRAFTS_KEY, newValue }));
}

async function askToSignOut(fixture: ComponentFixture<App>): Promise<void> {
  elementOf(fixture).querySelector<HTMLElement>('[aria-label^="Account of"]')?.click();
  await settled(fixture);
  press(fixture, 'Sign out');
}

describe('signing out', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('goes at once when nothing is unsent', async () => {
    const fixture = await open(App);
    await askToSignOut(fixture);
    (await sent('POST', API_PATHS.logout)).flush(null);
    await settled(fixture);
    expect(leftFor).toEqual([SIGNED_OUT_URL]);
  });

  it('asks before it deletes what was not sent', async () => {
    TestBed.inject(Drafts).keep(aDraft({ userId: ME.id }));
    const fixture = await open(App);
    await askToSignOut(fixture);
    await settled(fixture);
    await answer(fixture, {});
    const dialog = elementOf(fixture).querySelector('at-sign-out-dialog');
    expect(textOf(dialog)).toContain('one of your drafts');
    const [stay, signOut] = dialog?.querySelectorAll('button') ?? [];
    expect([textOf(stay ?? null), textOf(signOut ?? null)]).toEqual(['Stay signed in', 'Sign out']);
    signOut?.click();
    (await sent('POST', API_PATHS.logout)).flush(null);
    await settled(fixture);
    expect(TestBed.inject(Drafts).of(ME.id)).toEqual([]);
  });

  it('deletes nothing while the server does not answer, and says that the session goes on', async () => {
    TestBed.inject(Drafts).keep(aDraft({ userId: ME.id }));
    const fixture = await open(App);
    await askToSignOut(fixture);
    await settled(fixture);
    await answer(fixture, {});
    elementOf(fixture)
      .querySelector<HTMLElement>('at-sign-out-dialog button:last-of-type')
      ?.click();
    (await sent('POST', API_PATHS.logout)).error(new ProgressEvent('error'));
    await answer(fixture, {});
    expect(textOf(elementOf(fixture).querySelector('main [role=alert]'))).toBe(
      'You are still signed in. The server did not answer. Check your connection, then try again.',
    );
    expect(TestBed.inject(Drafts).of(ME.id)).toHaveLength(1);
    expect(leftFor).toEqual([]);
  });
});
