import 'reflect-metadata';
import { loadEnvFile } from '@action-tracker/runtime';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { describeFailure } from './failure';
import { NOTHING_WRITTEN, type Interruption } from './interruption';
import { createProgram } from './program';
import { processTerminal } from './terminal';

// A large import produces much garbage, and V8 would let the heap grow to four times the live data
// before collecting.
setFlagsFromString('--heap-growing-percent=50');

/** Reads the command line of this process, runs the command, and sets the exit code. */
export async function runCommandLine(interruption: Interruption): Promise<void> {
  const terminal = processTerminal();
  try {
    // A signal during loading is delivered in the next turn of the event loop.
    await nextTurn();
    interruption.stopIfRequested(NOTHING_WRITTEN);
    // Must run before parsing, because options may take their value from the environment.
    loadEnvFile();
    await createProgram({ terminal, interruption }).parseAsync();
  } catch (error) {
    const { message, exitCode } = describeFailure(error);
    if (message) terminal.report(message);
    process.exitCode = exitCode;
  }
  process.exitCode = interruption.exitCode ?? process.exitCode ?? 0;
}
