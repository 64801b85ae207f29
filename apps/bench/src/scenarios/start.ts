import { setTimeout as wait } from 'node:timers/promises';
import { ServerProcess } from '../http/server-process';
import { median, secondsOf } from '../measure';
import { limited, type Scenario } from '../scenario';
import { SECRET } from './http';

const IDLE_MS = 5_000;
const MOST_MEGABYTES = 150;
const MOST_SECONDS = 3;

/** Time until the server is ready on an existing database, and its idle resource use. */
export const START: Scenario = {
  name: 'start and idle memory',
  async run({ databaseUrl, effort }) {
    const seconds: number[] = [];
    const megabytes: number[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      const started: ServerProcess[] = [];
      seconds.push(
        await secondsOf(async () => {
          started.push(await ServerProcess.startProduct(databaseUrl, SECRET));
        }),
      );
      await wait(IDLE_MS);
      megabytes.push(...started.map((server) => server.megabytes));
      await Promise.all(started.map((server) => server.stop()));
    }
    return [
      limited('second start to ready', 's', median(seconds), MOST_SECONDS),
      limited('idle memory of the server', 'MB', median(megabytes), MOST_MEGABYTES),
    ];
  },
};
