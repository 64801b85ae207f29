/** Uploaded files and their rows in the form of the API. */
import type {
  Import,
  ImportCell,
  ImportCounts,
  ImportExport,
  ImportOutcome,
  ImportRow,
} from '@action-tracker/contracts';
import type { ComparedCell, Outcome, RowReport } from '../report/row-report';
import { isAbout } from './completed-mapping';
import { asked } from './questions';
import type { Upload, UploadGuess } from './upload';

/** Uploads are deleted after a day. */
export const UPLOAD_KEPT_MS = 24 * 60 * 60 * 1_000;

export const OUTCOME_ON_WIRE: Readonly<Record<Outcome, ImportOutcome>> = {
  created: 'create',
  would_create: 'create',
  continued: 'change',
  would_continue: 'change',
  changed: 'change',
  would_change: 'change',
  skipped: 'same',
  differs: 'differs',
  refused: 'refused',
};

export const noCounts = (): Record<ImportOutcome, number> => ({
  ...{ create: 0, change: 0, same: 0, differs: 0, refused: 0 },
});

export function importOnWire(upload: Upload): Import {
  const { id, trackerId, createdAt, fileName, size, sha256, guess, settings, batch } = upload;
  const { mapping, answered } = settings;
  const { format, questions } = guess;
  return {
    ...{ id, tracker_id: trackerId, created_at: createdAt },
    expires_at: new Date(Date.parse(createdAt) + UPLOAD_KEPT_MS).toISOString(),
    file: { name: fileName, size, sha256, rows: guess.rows },
    ...{ sheets: guess.sheets, sheet: format.sheet ?? null, header_row: format.header ?? 0 },
    ...{ first_lines: guess.firstLines, columns: guess.columns },
    ...{ mapping, mapping_from: settings.mappingFrom, is_history: settings.isHistory },
    questions: [...questions, ...settings.questions]
      .filter((question) => isAbout(question, mapping))
      .map((question) => asked(question, mapping, answered)),
    ...{ problems: settings.problems, warnings: guess.warnings },
    known_ids: guess.knownIds ?? 0,
    ...{ create_people: settings.createPeople, actor_id: settings.actorId },
    ...{ apply: settings.apply, apply_lines: settings.applyLines, choices: settings.choices },
    ...{ reinstate_lines: settings.reinstateLines, exported: exportOnWire(guess) },
    ...progressOf(upload),
    ...{ batch, is_undone: upload.isUndone },
  };
}

function exportOnWire({ exported }: UploadGuess): ImportExport | null {
  if (!exported) return null;
  const { position, asOf, missing, renamed } = exported;
  return { position, as_of: asOf, missing_columns: missing, renamed_columns: renamed };
}

/** How the last run with these settings went. */
function progressOf({
  job,
  version,
  runVersion,
  guess: { rows },
}: Upload): Pick<Import, 'state' | 'done' | 'of' | 'counts' | 'problem'> {
  const counts: ImportCounts | null = job?.result?.counts ?? null;
  const ended = { counts, problem: job?.problem ?? null, of: rows };
  if (!job || version !== runVersion) return { ...ended, state: 'ready', done: 0 };
  const state = job.problem !== null ? 'failed' : job.isEnded ? 'done' : 'running';
  return { ...ended, state, done: job.done };
}

export function rowOnWire(report: RowReport): ImportRow {
  const { line, outcome, item_id: itemId, fields, compared = [], offer } = report;
  return {
    ...{ line, outcome: OUTCOME_ON_WIRE[outcome], item_id: itemId ?? null },
    reasons: reasonsOf(report),
    ...{ item: fields ?? null, cells: compared.map(cellOnWire), offer: offer ?? null },
  };
}

function reasonsOf({ details, cells = [], reason }: RowReport): ImportRow['reasons'] {
  if (!details) return reason === undefined ? [] : [{ field: 'row', message: reason, cell: null }];
  return details.map(({ field, message }, index) => ({
    field,
    message,
    cell: cells[index] || null,
  }));
}

const cellOnWire = ({ byId, isTaken, ...cell }: ComparedCell): ImportCell => ({
  ...cell,
  by_id: byId,
  is_taken: isTaken,
});
