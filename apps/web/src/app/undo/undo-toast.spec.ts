import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type UndoResult } from '@action-tracker/contracts';
import { OwnActs } from '../platform/own-acts/own-acts';
import { Keyboard } from '../platform/keyboard/keyboard';
import { A_TRACKER, ME, refusal, USERS } from '../testing/answers';
import {
  answer as answerGets,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../testing/page';
import { UndoToast } from './undo-toast';

const AD_1 = { batch: 'batch-1', path: '/api/items/AD-001/status' };
const AD_2 = { batch: 'batch-2', path: '/api/items/AD-002' };

const result = (given: Partial<UndoResult> = {}): UndoResult => ({
  ...{ dry_run: false, batch: 'undo-1', done: 1, conflicts: 0, items: [] },
  ...given,
});
const CONFLICT = {
  ...{ what: 'status', expected: 'Blocked', found: 'Complete' },
  ...{ by_id: 2, at: '2026-11-20T09:00:00.000Z' },
};
const CONFLICTS = result({
  ...{ dry_run: true, batch: null, done: 2, conflicts: 1 },
  items: [{ item_id: 'AD-002', tracker_id: 1, done: [], conflicts: [CONFLICT] }],
});

const ANSWERS = {
  ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
};

async function toast(acts = [AD_1, AD_2]) {
  const own = TestBed.inject(OwnActs);
  own.acts.set(acts);
  const fixture = await open(UndoToast);
  const element = elementOf(fixture);
  return {
    fixture,
    own,
    text: () => textOf(element.querySelector('.toast')),
    dialog: () => textOf(element.querySelector('dialog')),
    answer: async (body: object) => {
      const request = await sent('POST', API_PATHS.undo);
      request.flush(body);
      await answerGets(fixture, ANSWERS);
      return request.request.body as object;
    },
  };
}

describe('the undo toast', () => {
  beforeEach(() => configureClient());

  it('says what is saved and takes it back', async () => {
    const { fixture, own, text, answer } = await toast();
    expect(text()).toBe('AD-002 saved. Undo');
    press(fixture, 'Undo');
    expect(await answer(result({ dry_run: true }))).toEqual({ batch: 'batch-2', dry_run: true });
    expect(await answer(result())).toEqual({ batch: 'batch-2' });
    expect(text()).toBe('Undone. Redo');
    expect(own.acts()).toEqual([AD_1]);
  });

  it('restores what was taken back, which can be taken back again', async () => {
    const { fixture, own, text, answer } = await toast([AD_1]);
    press(fixture, 'Undo');
    await answer(result({ dry_run: true }));
    await answer(result());
    press(fixture, 'Redo');
    expect(await answer(result({ batch: 'redo-1' }))).toEqual({ batch: 'undo-1' });
    expect(text()).toBe('Restored.');
    expect(own.acts().map(({ batch }) => batch)).toEqual(['redo-1']);
  });

  it('restores what is about to be taken back, once it is', async () => {
    const { fixture, text, answer } = await toast([AD_1]);
    press(fixture, 'Undo');
    TestBed.inject(Keyboard).run('redo');
    await answer(result({ dry_run: true }));
    await answer(result());
    expect(await answer(result({ batch: 'redo-1' }))).toEqual({ batch: 'undo-1' });
    expect(text()).toBe('Restored.');
  });

  it('restores nothing older when what is about to be taken back asks first', async () => {
    const { fixture, dialog, answer } = await toast();
    press(fixture, 'Undo');
    await answer(result({ dry_run: true }));
    await answer(result());
    TestBed.inject(OwnActs).undoLast();
    TestBed.tick();
    TestBed.inject(Keyboard).run('redo');
    await answer(CONFLICTS);
    expect(dialog()).toContain('2 changes will be taken back.');
    TestBed.inject(HttpTestingController).expectNone(API_PATHS.undo);
  });

  it('shows what would stay, and undoes the rest only when told to', async () => {
    const { fixture, dialog, answer, text } = await toast();
    press(fixture, 'Undo');
    await answer(CONFLICTS);
    expect(dialog()).toContain('2 changes will be taken back.');
    expect(dialog()).toContain('AD-002 Status Blocked Complete Jun Kawasaki');
    press(fixture, 'Undo the rest');
    expect(await answer(result({ done: 2 }))).toEqual({ batch: 'batch-2' });
    expect(text()).toContain('Undone.');
  });

  it('says that it checks while a large preview takes its time', async () => {
    const { fixture, text, dialog, answer } = await toast();
    press(fixture, 'Undo');
    await new Promise((resolve) => setTimeout(resolve, 400));
    TestBed.tick();
    expect(text()).toBe('Checking what can be undone …');
    await answer(CONFLICTS);
    expect(text()).toBe('');
    expect(dialog()).toContain('2 changes will be taken back.');
  });

  it('leaves everything when the preview is dismissed', async () => {
    const { fixture, dialog, answer } = await toast();
    press(fixture, 'Undo');
    await answer({ ...CONFLICTS, done: 0 });
    expect(dialog()).toContain('Nothing can be taken back.');
    press(fixture, 'Close');
    await settled(fixture);
    expect(dialog()).toBe('');
  });

  it('says when there is nothing left to undo', async () => {
    const { fixture, answer, text } = await toast();
    press(fixture, 'Undo');
    await answer(result({ dry_run: true, done: 0 }));
    expect(text()).toBe('There is nothing left to undo in it.');
  });

  it.each([
    [404, 'NOT_FOUND', 'There is nothing left to undo in it.'],
    [409, 'CONFLICT', 'Not undone:'],
  ])('says why an undo was refused with %d', async (status, code, said) => {
    const { fixture, text } = await toast();
    press(fixture, 'Undo');
    const request = await sent('POST', API_PATHS.undo);
    request.flush(refusal(code, 'Reviews have ways of their own'), { status, statusText: '' });
    await settled(fixture);
    expect(text()).toContain(said);
  });

  it('says how far a large undo is', async () => {
    const { fixture, text, answer } = await toast();
    press(fixture, 'Undo');
    await answer(result({ dry_run: true }));
    const job = { id: 'job-1', kind: 'undo', state: 'running', done: 300, of: 5_000 };
    await answer({ ...job, result: null, problem: null });
    expect(text()).toBe('Undoing 300 of 5,000 …');
    await new Promise((resolve) => setTimeout(resolve, 550));
    const asked = await sent('GET', API_PATHS.job('job-1'));
    asked.flush({ ...job, state: 'done', result: result({ done: 5_000 }), problem: null });
    await settled(fixture);
    expect(text()).toBe('Undone. Redo');
  });

  it('undoes what a page or a key asks for, and offers a key to restore it', async () => {
    const { own, fixture, answer } = await toast([]);
    const keyboard = TestBed.inject(Keyboard);
    expect(keyboard.isOffered('redo')).toBe(false);
    own.asked.set({ command_id: 'command-7' });
    TestBed.tick();
    expect(await answer(result({ dry_run: true }))).toMatchObject({ command_id: 'command-7' });
    await answer(result());
    expect(keyboard.isOffered('redo')).toBe(true);
    own.acts.set([AD_1]);
    own.undoLast();
    await settled(fixture);
    expect(await answer(CONFLICTS)).toMatchObject({ batch: 'batch-1' });
  });
});
