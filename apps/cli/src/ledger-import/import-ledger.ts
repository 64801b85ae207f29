/**
 * Takes an exported ledger into a database that does not have it. The file is read twice: first
 * every line is checked, against the lines before it and against what an interrupted import has
 * written already; then the rest is written, in order, each command whole.
 */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import {
  exportLedger,
  ImportLedgerLinesCommand,
  inTodaysForm,
  isSameLine,
  readLedgerFileHeader,
  readLedgerLine,
  replayLine,
  UNTOUCHED,
  type ImportedLedger,
  type LedgerFileHeader,
  type LedgerLine,
  type ReplayedStream,
} from '@action-tracker/tracking';
import { randomUUIDv7 } from 'node:crypto';
import { NOTHING_WRITTEN } from '../interruption';
import { Progress } from '../progress';
import type { Session } from '../session';
import { findUsers, type FileUsers } from './file-users';
import { linesOf, type Line } from './lines';

export interface LedgerImportRequest {
  readonly file: string;
  /** Prefix; that of the file. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
}

export interface LedgerImportReport {
  readonly tracker: string;
  readonly dry_run: boolean;
  readonly commands: number;
  readonly events: number;
  /** Commands that an earlier, interrupted import of the same file had written. */
  readonly known: number;
  /** Entries with values that only earlier rules accept, such as dates before 1970. */
  readonly old_values: number;
  readonly users_created: readonly string[];
}

/** @throws OperatorError with the line that cannot be imported; then nothing was written. */
export async function importLedger(
  session: Session,
  request: LedgerImportRequest,
  importer: Pick<User, 'id'>,
): Promise<LedgerImportReport> {
  const header = await readHeader(request);
  const users = await findUsers(session.users, header.users, request.mayCreateUsers);
  const checked = await checkFile(session, request, { header, ids: users.ids });
  if (!request.isDryRun) {
    session.interruption.stopIfRequested(NOTHING_WRITTEN);
    const ids = await users.create();
    await writeFile(session, request, { ids, checked, importer });
  }
  return {
    ...{ tracker: header.prefix, dry_run: request.isDryRun },
    ...{ commands: checked.commands, events: checked.events, known: checked.known },
    old_values: checked.oldValues,
    users_created: users.missing.map(({ email }) => email),
  };
}

interface Checked {
  readonly commands: number;
  readonly events: number;
  readonly known: number;
  readonly knownEvents: number;
  readonly oldValues: number;
  readonly ledgerId: number | undefined;
}

async function readHeader({ file, tracker }: LedgerImportRequest): Promise<LedgerFileHeader> {
  for await (const line of linesOf(file)) {
    const header = atLine(line, () => readLedgerFileHeader(line.text));
    if (header.prefix === tracker) return header;
    throw new OperatorError(
      `Expected --tracker ${header.prefix}, whose history the file holds, found ${tracker}`,
    );
  }
  throw new OperatorError(`Expected an exported ledger in ${file}, found an empty file`);
}

async function checkFile(
  session: Session,
  { file, tracker }: LedgerImportRequest,
  { header, ids }: { readonly header: LedgerFileHeader; readonly ids: FileUsers['ids'] },
): Promise<Checked> {
  const existing = await exportLedger(session.database.pool, tracker);
  const replay = new Replay(tracker, session.clock.now().toISOString());
  let known = 0;
  let knownEvents = 0;
  for await (const line of linesOf(file)) {
    if (line.number === 1) continue;
    session.interruption.stopIfRequested(NOTHING_WRITTEN);
    atLine(line, () => replay.take(readLedgerLine(line.text, ids)));
    const before = await existing?.commands.next();
    if (!before || before.done) continue;
    if (!isSameLine(inTodaysForm(line.text), before.value)) throw alreadyThere(tracker);
    known += 1;
    knownEvents += before.value.events.length;
  }
  const rest = await existing?.commands.next();
  if (rest && !rest.done) throw alreadyThere(tracker);
  if (replay.events !== header.events) {
    throw new OperatorError(
      `Expected a whole file with ${header.events} events, found ${replay.events}. Export it again.`,
    );
  }
  const { commands, events, oldValues } = replay;
  return { commands, events, oldValues, known, knownEvents, ledgerId: existing?.ledgerId };
}

/** All that the lines so far have led to. */
class Replay {
  events = 0;
  oldValues = 0;
  private readonly commandIds = new Set<string>();
  private readonly streams = new Map<string, ReplayedStream>();

  constructor(
    private readonly prefix: string,
    private readonly now: string,
  ) {}

  get commands(): number {
    return this.commandIds.size;
  }

  take(line: LedgerLine): void {
    if (this.commandIds.has(line.commandId)) {
      throw new OperatorError(`Expected a new command, found ${line.commandId} for a second time`);
    }
    const isFirst = this.commandIds.size === 0;
    if (isFirst !== (line.events[0]?.event.type === 'TrackerOpened')) {
      throw new OperatorError('Expected TrackerOpened first, and only there');
    }
    const before = this.streams.get(line.stream) ?? UNTOUCHED;
    const { prefix, now } = this;
    const after = replayLine(before, line, { prefix, now });
    this.streams.set(line.stream, after);
    this.oldValues += after.oldValues;
    this.commandIds.add(line.commandId);
    this.events += line.events.length;
  }
}

/** As many are written in one transaction. */
const CHUNK_LINES = 500;

interface Writing {
  readonly ids: FileUsers['ids'];
  readonly checked: Checked;
  readonly importer: Pick<User, 'id'>;
}

async function writeFile(
  session: Session,
  { file, tracker }: LedgerImportRequest,
  { ids, checked, importer }: Writing,
): Promise<void> {
  const progress = new Progress(session.terminal, 'commands');
  const origin = { id: importer.id, correlationId: randomUUIDv7() };
  let ledger: ImportedLedger = { id: checked.ledgerId ?? 0, head: checked.knownEvents };
  let done = checked.known;
  try {
    for await (const lines of unwritten(file, checked.known)) {
      session.interruption.stopIfRequested('import the same file again to finish.');
      const read = lines.map(({ text }) => readLedgerLine(text, ids));
      ledger = await session.commands.execute(
        new ImportLedgerLinesCommand(tracker, ledger, read, origin),
      );
      done += lines.length;
      progress.update(done, checked.commands);
    }
  } finally {
    progress.stop();
  }
}

async function* unwritten(file: string, known: number): AsyncGenerator<readonly Line[]> {
  let lines: Line[] = [];
  for await (const line of linesOf(file)) {
    // The header, and what was written by an earlier import.
    if (line.number <= known + 1) continue;
    lines.push(line);
    if (lines.length < CHUNK_LINES) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}

function atLine<T>({ number }: Line, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof OperatorError)) throw error;
    throw new OperatorError(`line ${number}: ${error.message}. Nothing was written.`);
  }
}

const alreadyThere = (prefix: string): OperatorError =>
  new OperatorError(
    `Expected no tracker ${prefix}, or the beginning of this file in it from an interrupted ` +
      `import, found another ${prefix}. Nothing was written.`,
  );
