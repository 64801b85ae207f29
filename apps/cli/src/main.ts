import 'reflect-metadata';
import { loadEnvFile } from '@action-tracker/runtime';
import { describeFailure } from './failure';
import { Interruption } from './interruption';
import { createProgram } from './program';
import { processTerminal } from './terminal';
import { setFlagsFromString } from 'node:v8';

// A large import leaves much behind: V8 would let it become four times what is in use before it looks.
setFlagsFromString('--heap-growing-percent=50');

const interruption = Interruption.ofProcess();
const terminal = processTerminal();

try {
  // Before the command line is read: options may take their value from the environment.
  loadEnvFile();
  await createProgram({ terminal, interruption }).parseAsync();
} catch (error) {
  const { message, exitCode } = describeFailure(error);
  if (message) terminal.tell(message);
  process.exitCode = exitCode;
}
process.exitCode = interruption.exitCode ?? process.exitCode ?? 0;
