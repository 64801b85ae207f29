import 'reflect-metadata';
import {
  forOperator,
  loadEnvFile,
  OperatorError,
  readSettings,
  SettingsError,
} from '@action-tracker/runtime';
import { setFlagsFromString } from 'node:v8';
import { startServer } from './server';

// Long answers leave much garbage: V8 would let the heap become four times what is in use before it
// collects. `npm start` and the image also limit the young generation, which no running process can.
setFlagsFromString('--heap-growing-percent=50');

/** Two of the same signal must not start two shutdowns: the first one wins. */
function onceStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

try {
  const stopped = onceStopped();
  loadEnvFile();
  const server = await startServer(readSettings(process.env), (line) => console.error(line));
  await stopped;
  // A terminal sends the signal to every process in it; a second one must not kill the cleaning up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  console.error('\nStopping: answering what was accepted, closing the database.');
  await server.stop();
  process.exit(0);
} catch (thrown) {
  const error = forOperator(thrown);
  const isExpected = error instanceof OperatorError || error instanceof SettingsError;
  console.error(isExpected ? `\n${error.message}\n` : error);
  process.exit(1);
}
