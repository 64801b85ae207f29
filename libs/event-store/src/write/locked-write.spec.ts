import { Pool } from 'pg';
import { ledgerColumn } from '../projection/projection';
import { PILE_MODEL, PILES } from '../testing/toy';
import { writeLocked } from './locked-write';

describe('What the store asks of its callers', () => {
  it('is at least one command for a lock', async () => {
    const nothing = { model: PILE_MODEL, projections: [PILES], commands: [], now: new Date() };
    const work = writeLocked(new Pool(), { ...nothing, earlierState: () => undefined });
    await expect(work).rejects.toThrow('Expected at least one command');
  });

  it('is a first column with the id of the ledger', () => {
    expect(ledgerColumn(PILES)).toBe('ledger_id');
    expect(() => ledgerColumn({ columns: {} })).toThrow('Expected a table with columns');
  });
});
