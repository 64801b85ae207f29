/**
 * Handles Ctrl-C and `kill` before anything else is loaded: loading all packages takes a second or
 * more, in which a signal would end the process without a message.
 */
import { Interruption } from './interruption';

const interruption = Interruption.ofProcess();
const { runCommandLine } = await import('./command-line');
await runCommandLine(interruption);
