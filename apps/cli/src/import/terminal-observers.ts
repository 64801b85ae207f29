import type { ImportObserver, ProgressObserver } from '@action-tracker/import';
import { Progress } from '../progress';
import type { Surroundings } from '../session';
import { ReportPrinter, type ReportOptions } from './report';

interface OnTerminal {
  /** Removes the bar. */
  stop(): void;
}

/** Shows the progress of an import on a terminal, and stops it on signals. */
export function terminalProgress({
  terminal,
  interruption: { signal },
}: Surroundings): ProgressObserver & OnTerminal {
  let bar: { readonly unit: string; readonly progress: Progress } | undefined;
  const stop = () => bar?.progress.stop();
  return {
    ...{ signal, stop },
    onProgress: ({ unit, done, total }) => {
      if (bar?.unit !== unit) {
        stop();
        bar = { unit, progress: new Progress(terminal, unit) };
      }
      bar.progress.update(done, total);
    },
  };
}

/** Also prints the report of an import, above the bar. */
export function terminalReport(
  surroundings: Surroundings,
  options: ReportOptions,
): ImportObserver & OnTerminal {
  const progress = terminalProgress(surroundings);
  const printer = new ReportPrinter(surroundings.terminal, options);
  return {
    ...progress,
    onWarning: (warning) => surroundings.terminal.report(`Warning: ${warning}`),
    onRows: async (rows) => {
      progress.stop();
      await printer.rows(rows);
    },
    onEnd: async (report) => {
      progress.stop();
      await printer.end(report);
    },
  };
}
