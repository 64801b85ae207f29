import { itemsOfSixteenLedgers } from '../items';
import { compare } from '../measure';
import { compared, type Scenario } from '../scenario';
import { Worker } from '../worker';

const WRITERS = 32;

/** The same status changes by two processes on the same 16 ledgers, half a cycle apart. */
export const TWO_PROCESSES: Scenario = {
  name: 'two processes',
  async run({ application, database, databaseUrl, effort }) {
    await itemsOfSixteenLedgers(application, database.pool);
    const workers = [await Worker.start(databaseUrl), await Worker.start(databaseUrl)];
    const together = (kind: 'crud' | 'ledger', seconds: number) => async () => {
      const done = await Promise.all(
        workers.map((worker, index) =>
          worker.run({ kind, writers: WRITERS, seconds, lap: index / 2 }),
        ),
      );
      return done.reduce((sum, { perSecond }) => sum + perSecond, 0);
    };
    const { rounds, secondsPerRound } = effort;
    await compare(1, together('crud', 0.5), together('ledger', secondsPerRound));
    const found = await compare(
      rounds,
      together('crud', secondsPerRound),
      together('ledger', secondsPerRound),
    );
    await Promise.all(workers.map((worker) => worker.stop()));
    const name = 'status change, 2 processes with 32 writers each, 16 ledgers';
    return [compared(name, '/s', found, 0.7)];
  },
};
