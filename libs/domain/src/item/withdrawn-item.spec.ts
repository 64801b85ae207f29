import { givenItem, itemAfter } from '../testing';
import { evolveItem, type ItemCommand } from './item';
import type { ItemEvent } from './item-events';

const CREATED: ItemEvent = {
  type: 'ItemCreated',
  data: {
    ...{ number: 7, title: 'Calibrate', createDate: '2026-03-01', dueDate: null },
    ...{ category: 'ADCS', ownerId: 3, priority: 'High' },
  },
};
const NOTED: ItemEvent = {
  type: 'NoteAdded',
  data: { noteDate: '2026-03-01', content: 'called' },
};
const withdrawn = (reason: string | null = null): ItemEvent => ({
  type: 'ItemWithdrawn',
  data: { reason },
});
const REINSTATED: ItemEvent = { type: 'ItemReinstated', data: {} };

const withdraw = (reason: string | null = null) => ({ type: 'WithdrawItem', reason }) as const;
const reinstate = { type: 'ReinstateItem' } as const;
const retitle = (title: string) => ({ type: 'ChangeItem', changes: { title } }) as const;

const GONE = [CREATED, NOTED, withdrawn()];

describe('withdrawing an item', () => {
  it('records why, or that nobody said', () => {
    givenItem([CREATED])
      .when(withdraw(' entered twice '))
      .then([withdrawn('entered twice')]);
    givenItem([CREATED]).when(withdraw('')).then([withdrawn()]);
  });

  it('records nothing when it is withdrawn already', () => {
    givenItem(GONE).when(withdraw('again')).then([]);
  });

  it('is refused for a long reason, and for an item that does not exist', () => {
    givenItem([CREATED])
      .when(withdraw('x'.repeat(501)))
      .then([{ field: 'reason', message: 'expected 0 to 500 characters, found 501' }]);
    givenItem([]).when(withdraw()).then('NOT_FOUND');
  });
});

describe('reinstating an item', () => {
  it('makes it an item as before', () => {
    givenItem(GONE).when(reinstate).then([REINSTATED]);
    givenItem([...GONE, REINSTATED])
      .when(retitle('Sign'))
      .then([{ type: 'ItemRetitled', data: { from: 'Calibrate', to: 'Sign' } }]);
  });

  it('records nothing when it is not withdrawn', () => {
    givenItem([CREATED]).when(reinstate).then([]);
  });

  it('is refused for an item that does not exist', () => {
    givenItem([]).when(reinstate).then('NOT_FOUND');
  });
});

describe('a withdrawn item', () => {
  it.each<ItemCommand>([
    retitle('Sign'),
    retitle('Calibrate'),
    { type: 'ChangeStatus', status: 'Complete', comment: null },
    { type: 'AddNote', content: 'wrote' },
    { type: 'AmendNote', entry: 2, from: 'called', content: 'wrote' },
    { type: 'WithdrawNote', entry: 2, reason: null },
    { type: 'ReinstateNote', entry: 2 },
  ])('refuses $type', (command) => {
    givenItem(GONE).when(command).then('CONFLICT');
  });

  it('reports an invalid value before it refuses the change', () => {
    givenItem(GONE)
      .when(retitle(' '))
      .then([{ field: 'title', message: 'expected 1 to 500 characters, found 0' }]);
  });

  it('knows who withdrew it and why, until it is reinstated', () => {
    const envelope = { actorId: 5, version: 2 };
    const gone = evolveItem(itemAfter([CREATED]), withdrawn('entered twice'), envelope);
    expect(gone).toMatchObject({ withdrawn: { byId: 5, reason: 'entered twice' } });
    expect(evolveItem(gone, REINSTATED, envelope)).toMatchObject({ withdrawn: null });
  });
});
