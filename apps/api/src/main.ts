import { forOperator, loadEnvFile, OperatorError, SettingsError } from '@action-tracker/runtime';
import { setFlagsFromString } from 'node:v8';
import { returnMemory } from './operation/return-memory';
import { startServer } from './server';

// Long responses produce much garbage, and V8 would let the heap grow to four times the live data
// before collecting. `npm start` and the image also limit the young generation, which a running
// process cannot do.
setFlagsFromString('--heap-growing-percent=50');

/** A second signal must not start a second shutdown. */
function onceStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

try {
  const stopped = onceStopped();
  loadEnvFile();
  const server = await startServer(process.env, (line) => console.error(line));
  returnMemory();
  console.error(server.welcome);
  await stopped;
  // A terminal signals all its processes, so a second signal must not interrupt the clean-up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  console.error('\nStopping: completing accepted requests, closing the database.');
  await server.stop();
  process.exit(0);
} catch (thrown) {
  const error = forOperator(thrown);
  const isExpected = error instanceof OperatorError || error instanceof SettingsError;
  console.error(isExpected ? `\n${error.message}\n` : error);
  process.exit(1);
}
