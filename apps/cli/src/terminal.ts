/** Results go to stdout, everything that only people read goes to stderr. */
export interface Terminal {
  /** Whether somebody is watching stderr, so that a progress bar makes sense. */
  readonly isWatched: boolean;
  /** Writes to stdout, and waits when the reader is slower. */
  print(text: string): Promise<void>;
  /** Writes one line to stderr. */
  report(line: string): void;
}

/** The terminal, pipe or file that this process was started on. */
export function processTerminal(): Terminal {
  // A reader that has seen enough (`| head`) is no failure of the command.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    isWatched: process.stderr.isTTY,
    print: (text) =>
      new Promise((resolve) => {
        process.stdout.write(text, () => resolve());
      }),
    report: (line) => process.stderr.write(`${line}\n`),
  };
}

/** Writes a result: one JSON document for machines, else lines for people. */
export async function printResult(
  terminal: Terminal,
  isJson: boolean,
  result: { readonly json: unknown; readonly lines: readonly string[] },
): Promise<void> {
  const text = isJson ? JSON.stringify(result.json, null, 2) : result.lines.join('\n');
  if (text) await terminal.print(`${text}\n`);
}
