import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type Batch } from '@action-tracker/contracts';
import { OwnActs } from '../platform/own-acts/own-acts';
import { refusal } from '../testing/answers';
import { configureClient, elementOf, open, press, sent, settled, textOf } from '../testing/page';
import { BatchesPage } from './batches-page';

const aBatch = (given: Partial<Batch> = {}): Batch => ({
  ...{ batch: 'b-1', at: '2026-11-20T09:00:00.000Z', by_id: 1, channel: 'web', kind: 'bulk' },
  ...{ kinds: ['ItemReassigned'], label: null, file: null, items: 11, undoes: null },
  ...{ undone_by: null, ...given },
});

async function page(batches: readonly Batch[]) {
  const inputs = [inputBinding('trackerId', () => 1)];
  const fixture = await open(BatchesPage, inputs, { [API_PATHS.batches(1)]: batches });
  const element = elementOf(fixture);
  return {
    fixture,
    lines: () => [...element.querySelectorAll('.batches > li')].map(textOf),
    element,
  };
}

describe('what was done at once', () => {
  beforeEach(() => configureClient());

  it('is listed with its kind, size, person and undo', async () => {
    const { lines } = await page([
      aBatch({ batch: 'b-3', kind: 'undo', items: 1, undoes: 'b-2' }),
      aBatch({ batch: 'b-2', kind: 'import', label: 'log.csv', undone_by: 'b-3' }),
      aBatch({ items: null }),
    ]);
    expect(lines()).toEqual([
      'Undo of earlier changes 1 item Maria Fitzgerald · 3 hours ago Undo',
      'Import of log.csv 11 items Maria Fitzgerald · 3 hours ago Undone',
      'Change of many items not finished Maria Fitzgerald · 3 hours ago',
    ]);
  });

  it('says when there is nothing', async () => {
    const { lines } = await page([]);
    expect(lines()).toEqual(['Nothing has been imported or changed at once yet.']);
  });

  it('opens to its items, and says what cannot be taken back', async () => {
    const { fixture, element } = await page([aBatch()]);
    press(fixture, 'Change of many items');
    const conflict = { what: 'owner_id', expected: 1, found: 2, by_id: 2, at: '' };
    const item = { tracker_id: 1, done: [], conflicts: [] };
    const fields = ['owner_id', 'item', 'note'].map((what) => ({ what, from: 1, to: 2 }));
    (await sent('POST', API_PATHS.undo)).flush({
      items: [
        { ...item, item_id: 'AD-001', done: fields },
        { ...item, item_id: 'AD-002', conflicts: [conflict] },
        { ...item, item_id: null },
      ],
    });
    await settled(fixture);
    expect([...element.querySelectorAll('.items li')].map(textOf)).toEqual([
      'AD-001 Owner, Created or withdrawn, Note',
      'AD-002 1 value changed since',
      'AD Astro Digital',
    ]);
    press(fixture, 'Change of many items');
    await settled(fixture);
    expect(element.querySelector('.items')).toBeNull();
  });

  it('says why it cannot be opened', async () => {
    const { fixture, element } = await page([aBatch()]);
    press(fixture, 'Change of many items');
    const request = await sent('POST', API_PATHS.undo);
    request.flush(refusal('NOT_FOUND', 'Batch b-1 not found'), { status: 404, statusText: '' });
    await settled(fixture);
    expect(textOf(element.querySelector('[role=alert]'))).not.toBe('');
  });

  it('is undone where all undos are', async () => {
    const { element } = await page([aBatch()]);
    element.querySelector<HTMLElement>('.button')?.click();
    expect(TestBed.inject(OwnActs).asked()).toEqual({ batch: 'b-1' });
  });
});
