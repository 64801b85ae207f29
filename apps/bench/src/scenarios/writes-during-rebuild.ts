import { itemsOfSixteenLedgers, ledgerStatusChange } from '../items';
import { compare, median, throughput } from '../measure';
import { compared, limited, type Scenario } from '../scenario';
import { Worker } from '../worker';

const WRITERS = 16;

/** Status changes while another process continuously rebuilds all read tables. */
export const WRITES_DURING_REBUILD: Scenario = {
  name: 'writes during a rebuild',
  async run({ application, database, databaseUrl, effort }) {
    const ids = await itemsOfSixteenLedgers(application, database.pool);
    const work = await ledgerStatusChange(application, ids);
    const worker = await Worker.start(databaseUrl);
    const p99Ms = { alone: [] as number[], beside: [] as number[] };
    const write = async (into: number[]) => {
      const isOver = (elapsed: number) => elapsed >= 2 * effort.secondsPerRound;
      const found = await throughput(work, WRITERS, isOver);
      into.push(found.p99Ms);
      return found.perSecond;
    };
    const writeBeside = async () => {
      const rebuilding = rebuildUntil(worker);
      const perSecond = await write(p99Ms.beside);
      await rebuilding.stop();
      return perSecond;
    };
    const found = await compare(effort.rounds, () => write(p99Ms.alone), writeBeside);
    await worker.stop();
    const growth = median(p99Ms.beside) / median(p99Ms.alone);
    return [
      compared('writes during a rebuild, 16 writers, 16 ledgers', '/s', found, 0.8),
      limited('writes during a rebuild, p99 by p99 without', 'times', growth, 2),
    ];
  },
};

function rebuildUntil(worker: Worker): { stop(): Promise<void> } {
  const state = { isOver: false };
  const rebuildAgain = async () => {
    while (!state.isOver) await worker.run({ kind: 'rebuild' });
  };
  const all = rebuildAgain();
  return {
    stop() {
      state.isOver = true;
      return all;
    },
  };
}
