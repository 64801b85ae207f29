/**
 * Imports an exported ledger into a database that does not have it. Reads the file twice: first it
 * checks every line against the lines before it and against what an interrupted import already
 * wrote; then it writes the rest in order, each command atomically.
 */
import type { User } from '@action-tracker/contracts';
import { DomainError } from '@action-tracker/domain';
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
import type { ImportApplication } from '../application';
import { NOTHING_WRITTEN, stopIfAborted } from '../import-aborted';
import type { ImportAdvice } from '../import-advice';
import type { ProgressObserver } from '../import-observer';
import { ImportRefused } from '../import-refused';
import type { SourceFile } from '../read/source-file';
import { findUsers, type FileUsers } from './file-users';
import { linesOf, type Line } from './lines';

export interface LedgerImportRequest {
  readonly file: SourceFile;
  /** Prefix; must be that of the file. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  readonly advice: ImportAdvice;
}

export interface LedgerImportReport {
  readonly tracker: string;
  readonly dry_run: boolean;
  readonly commands: number;
  readonly events: number;
  /** Commands that an earlier, interrupted import of the same file wrote. */
  readonly known: number;
  /** Entries with values that only earlier rules accept, such as dates before 1970. */
  readonly old_values: number;
  readonly users_created: readonly string[];
}

interface LedgerImporter {
  /** The user who imports. */
  readonly writer: Pick<User, 'id'>;
  readonly observer: ProgressObserver;
}

/**
 * Imports an exported ledger.
 *
 * @throws ImportRefused with the line that cannot be imported, in which case nothing was written;
 *   ImportAborted when the observer aborts
 */
export async function importLedger(
  application: ImportApplication,
  request: LedgerImportRequest,
  { writer, observer }: LedgerImporter,
): Promise<LedgerImportReport> {
  const header = await readHeader(request);
  const users = await findUsers(application.users, header.users, request);
  const checked = await checkFile(application, request, { header, ids: users.ids, observer });
  if (!request.isDryRun) {
    stopIfAborted(observer.signal, NOTHING_WRITTEN);
    const ids = await users.create();
    await writeFile(application, request, { ids, checked, writer, observer });
  }
  return {
    ...{ tracker: header.prefix, dry_run: request.isDryRun },
    ...{ commands: checked.commands, events: checked.events, known: checked.known },
    old_values: checked.oldValues,
    users_created: users.missing.map(({ email }) => email),
  };
}

interface Checking {
  readonly header: LedgerFileHeader;
  readonly ids: FileUsers['ids'];
  readonly observer: ProgressObserver;
}

interface Checked {
  readonly commands: number;
  readonly events: number;
  readonly known: number;
  readonly knownEvents: number;
  readonly oldValues: number;
  readonly ledgerId: number | undefined;
}

async function readHeader({
  file,
  tracker,
  advice,
}: LedgerImportRequest): Promise<LedgerFileHeader> {
  for await (const line of linesOf(file)) {
    const header = atLine(line, () => readLedgerFileHeader(line.text));
    if (header.prefix === tracker) return header;
    throw new ImportRefused(
      `Expected ${advice.trackerField} ${header.prefix}, whose history the file holds, found ${tracker}`,
    );
  }
  throw new ImportRefused(`Expected an exported ledger in ${file.name}, found an empty file`);
}

async function checkFile(
  { pool, clock }: ImportApplication,
  { file, tracker }: LedgerImportRequest,
  { header, ids, observer }: Checking,
): Promise<Checked> {
  const existing = await exportLedger(pool, tracker);
  const replay = new Replay(tracker, clock.now().toISOString());
  let known = 0;
  let knownEvents = 0;
  for await (const line of linesOf(file)) {
    if (line.number === 1) continue;
    stopIfAborted(observer.signal, NOTHING_WRITTEN);
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
    throw new ImportRefused(
      `Expected a complete file with ${header.events} events, found ${replay.events}. Export it again.`,
    );
  }
  const { commands, events, oldValues } = replay;
  return { commands, events, oldValues, known, knownEvents, ledgerId: existing?.ledgerId };
}

/** The state after all lines so far. */
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
      throw new ImportRefused(`Expected a new command, found ${line.commandId} again`);
    }
    const isFirst = this.commandIds.size === 0;
    if (isFirst !== (line.events[0]?.event.type === 'TrackerOpened')) {
      throw new ImportRefused('Expected TrackerOpened as the first event, and only there');
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

/** Lines written in one transaction. */
const CHUNK_LINES = 500;

interface Writing extends LedgerImporter {
  readonly ids: FileUsers['ids'];
  readonly checked: Checked;
}

async function writeFile(
  { commands }: ImportApplication,
  { file, tracker }: LedgerImportRequest,
  { ids, checked, writer, observer }: Writing,
): Promise<void> {
  const progress = (done: number) =>
    observer.onProgress({ unit: 'commands', done, total: checked.commands });
  progress(0);
  const origin = { id: writer.id, correlationId: randomUUIDv7() };
  let ledger: ImportedLedger = { id: checked.ledgerId ?? 0, head: checked.knownEvents };
  let done = checked.known;
  for await (const lines of unwritten(file, checked.known)) {
    stopIfAborted(observer.signal, 'import the same file again to finish.');
    const read = lines.map(({ text }) => readLedgerLine(text, ids));
    ledger = await commands.execute(new ImportLedgerLinesCommand(tracker, ledger, read, origin));
    done += lines.length;
    progress(done);
  }
}

async function* unwritten(file: SourceFile, known: number): AsyncGenerator<readonly Line[]> {
  let lines: Line[] = [];
  for await (const line of linesOf(file)) {
    // Skips the header and the lines that an earlier import wrote.
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
    if (!(error instanceof DomainError) && !(error instanceof ImportRefused)) throw error;
    throw new ImportRefused(`line ${number}: ${error.message}. Nothing was written.`);
  }
}

const alreadyThere = (prefix: string): ImportRefused =>
  new ImportRefused(
    `Expected no tracker ${prefix}, or one with the beginning of this file from an interrupted ` +
      `import, found another ${prefix}. Nothing was written.`,
  );
