import { createItems, crudStatusChange, itemsOfSixteenLedgers, ledgerStatusChange } from '../items';
import { compare, perSecond, type Work } from '../measure';
import { compared, type Bench, type Measured, type Scenario } from '../scenario';

/** A status change by one process. */
export const STATUS_CHANGE: Scenario = {
  name: 'status change',
  async run(bench) {
    const { application, database } = bench;
    const ids = await createItems(application, ['ONE']);
    const one = await ledgerStatusChange(application, ids);
    const keyed = await ledgerStatusChange(application, ids, { canRepeat: true });
    const many = await ledgerStatusChange(
      application,
      await itemsOfSixteenLedgers(application, database.pool),
    );
    await database.pool.query('VACUUM ANALYZE');
    await database.pool.query('CHECKPOINT');
    const cases = [
      { product: one, ledgers: 1, writers: 1, least: 0.5 },
      { product: one, ledgers: 1, writers: 16, least: 0.8 },
      { product: one, ledgers: 1, writers: 64, least: 1.3 },
      { product: keyed, ledgers: 1, writers: 64, least: 1.3, each: ', each with a key' },
      { product: many, ledgers: 16, writers: 64, least: 1 },
    ];
    const measured: Measured[] = [];
    for (const each of cases) measured.push(await measure(bench, each));
    return measured;
  },
};

interface Case {
  readonly product: Work;
  readonly ledgers: number;
  readonly writers: number;
  readonly least: number;
  /** What varies between changes. */
  readonly each?: string;
}

async function measure({ database, effort }: Bench, { product, ...rest }: Case): Promise<Measured> {
  const { ledgers, writers, least, each = '' } = rest;
  const crud = crudStatusChange(database.pool);
  const during = (work: Work, seconds: number) => () => perSecond(work, writers, seconds);
  await compare(1, during(crud, effort.secondsPerRound / 4), during(product, 0.5));
  const found = await compare(
    effort.rounds,
    during(crud, effort.secondsPerRound),
    during(product, effort.secondsPerRound),
  );
  return compared(
    `status change, ${writers} writers, ${ledgers} ledgers${each}`,
    '/s',
    found,
    least,
  );
}
