import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { App } from '../app';
import { AddNote } from '../items/add-note';
import { ME } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  leftFor,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../testing/page';
import { Drafts, DRAFTS_KEY } from './drafts';

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
    expect(TestBed.inject(Drafts).countOf(ME.id)).toBe(0);
  });

  it.each(['{"version":0}', '{"version":1,"drafts":{"1 note AD-001":{"content":7}}}', '{'])(
    'is nothing when the browser holds %s',
    async (stored) => {
      localStorage.setItem(DRAFTS_KEY, stored);
      const { content } = await noteForm();
      expect(await content.getValue()).toBe('');
    },
  );
});

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
    expect(leftFor).toEqual([API_PATHS.login]);
  });

  it('asks before it deletes what was not sent', async () => {
    TestBed.inject(Drafts).write(ME.id, 'note AD-001', { content: 'Called the vendor' });
    const fixture = await open(App);
    await askToSignOut(fixture);
    await settled(fixture);
    await answer(fixture, {});
    const dialog = elementOf(fixture).querySelector('at-sign-out-dialog');
    expect(textOf(dialog)).toContain('keeps a draft of yours');
    dialog?.querySelector('button')?.click();
    (await sent('POST', API_PATHS.logout)).flush(null);
    expect(TestBed.inject(Drafts).countOf(ME.id)).toBe(0);
  });
});
