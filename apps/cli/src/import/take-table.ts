import type { User } from '@action-tracker/contracts';
import {
  fileOnDisk,
  importFile,
  type ImportRequest,
  type MappingFile,
} from '@action-tracker/import';
import { OperatorError, readUtf8File } from '@action-tracker/runtime';
import { CLI_ADVICE } from './advice';
import { applicationOf, type Session } from '../session';
import { terminalReport } from './terminal-observers';

/** What the options of the command line ask for. */
export interface TableImport extends Omit<ImportRequest, 'file' | 'mapping' | 'advice'> {
  readonly file: string;
  readonly mappingFile: string;
  readonly isJson: boolean;
  /** Lists every row. */
  readonly isVerbose: boolean;
}

/**
 * Imports a CSV or .xlsx file and prints the result.
 *
 * @returns whether the tracker holds every item as the file states it
 * @throws OperatorError, ImportRefused if the import cannot start
 */
export async function takeTable(
  session: Session,
  { file, mappingFile, ...options }: TableImport,
  writer: Pick<User, 'id'>,
): Promise<boolean> {
  const mapping = readMappingFile(mappingFile);
  const source = fileOnDisk(file, 'a CSV or .xlsx file');
  const request = { ...options, file: source, mapping, advice: CLI_ADVICE };
  const observer = terminalReport(session, options);
  try {
    const report = await importFile(applicationOf(session), request, { writer, observer });
    return report.isComplete && !report.hasProblems;
  } finally {
    observer.stop();
  }
}

function readMappingFile(path: string): MappingFile {
  try {
    return { name: path, json: JSON.parse(readUtf8File(path)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`Expected a mapping file as JSON at ${path}: ${reason}`);
  }
}
