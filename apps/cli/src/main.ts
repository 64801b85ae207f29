/**
 * Hears Ctrl-C and `kill` before anything else is loaded: to load all packages takes a second and more,
 * in which a signal would end the process without a word.
 */
import { Interruption } from './interruption';

const interruption = Interruption.ofProcess();
const { runCommandLine } = await import('./command-line');
await runCommandLine(interruption);
