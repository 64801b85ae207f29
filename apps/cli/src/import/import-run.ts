/**
 * The run of an import: plans in chunks, each one statement of the ledger; what of it is refused does
 * not touch the rest. Killed at any point, it leaves whole items, and the same file again brings the
 * rest.
 */
import { FindSameImports, ListImportedItems } from '@action-tracker/tracking';
import type { Interruption } from '../interruption';
import type { Progress } from '../progress';
import type { Session } from '../session';
import type { ImportTracker } from './import-tracker';
import type { ImportReport, RowReport } from './report';
import type { Plan } from './row-planner';
import { OTHER_CONTENT } from './row-writers';

/** One statement of the ledger takes as many commands. */
const CHUNK_ITEMS = 128;

/** What is read from the file and becomes an item: a row, or several. */
export interface ImportSource<Entry> {
  readonly entries: AsyncIterable<Entry> | Iterable<Entry>;
  /** A command to give, or what there is to report without one. */
  plan(entry: Entry): Promise<Plan | RowReport>;
  /** How far the entries are read. */
  done(): { readonly done: number; readonly total: number };
}

interface RunParts {
  readonly report: ImportReport;
  readonly progress: Progress;
}

export class ImportRun {
  /** Whether everything was read to the end. */
  isComplete = false;

  constructor(
    private readonly session: Session,
    private readonly tracker: ImportTracker,
    private readonly parts: RunParts,
  ) {}

  async take<Entry>(source: ImportSource<Entry>): Promise<void> {
    const { report, progress } = this.parts;
    const { interruption } = this.session;
    const itemIds = await this.importedItems();
    try {
      for await (const entries of chunksOf(source.entries, interruption)) {
        const reports = await this.takeChunk(entries, source, itemIds);
        await progress.aside(() => report.add(reports));
        const { done, total } = source.done();
        progress.update(done, total);
      }
      this.isComplete = !interruption.isRequested;
    } finally {
      progress.stop();
    }
  }

  /** One entry after the other up to the command, then all commands at once. */
  private async takeChunk<Entry>(
    entries: readonly Entry[],
    source: ImportSource<Entry>,
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    const plans: Plan[] = [];
    const reports: RowReport[] = [];
    for (const entry of entries) {
      const planned = await source.plan(entry);
      if ('command' in planned) plans.push(planned);
      else reports.push(planned);
    }
    const isKnown = ({ command }: Plan) => itemIds.has(command.origin.commandId);
    const repeats = plans.filter(isKnown);
    const fresh = plans.filter((plan) => !isKnown(plan));
    reports.push(...(await this.compare(repeats, itemIds)), ...(await this.tracker.write(fresh)));
    return reports.sort((a, b) => a.line - b.line);
  }

  private async compare(
    repeats: readonly Plan[],
    itemIds: ReadonlyMap<string, string>,
  ): Promise<readonly RowReport[]> {
    if (repeats.length === 0) return [];
    const imports = repeats.map(({ command }) => ({
      itemId: itemIds.get(command.origin.commandId) ?? '',
      command,
    }));
    const query = new FindSameImports(this.tracker.id, imports);
    const same = await this.session.queries.execute(query);
    return repeats.map(({ line, command }, index) => {
      const isSame = same.has(command.origin.commandId);
      const known = { line, item_id: imports[index]?.itemId ?? '' };
      return isSame
        ? { ...known, outcome: 'skipped', reason: 'imported before' }
        : { ...known, outcome: 'differs', reason: OTHER_CONTENT };
    });
  }

  /** Asked for a new tracker too: a ledger that was seen before is not looked up per command. */
  private async importedItems(): Promise<ReadonlyMap<string, string>> {
    if (this.tracker.id === 0) return new Map();
    return this.session.queries.execute(new ListImportedItems(this.tracker.id));
  }
}

async function* chunksOf<Entry>(
  entries: ImportSource<Entry>['entries'],
  interruption: Interruption,
): AsyncGenerator<readonly Entry[]> {
  let chunk: Entry[] = [];
  for await (const entry of entries) {
    if (interruption.isRequested) return;
    chunk.push(entry);
    if (chunk.length < CHUNK_ITEMS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
