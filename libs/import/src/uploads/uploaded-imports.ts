/** Imports of uploaded files, step by step: upload, change, preview, run. */
import {
  usersById,
  type ChangeImportRequest,
  type Import,
  type ImportPreview,
  type ImportRow,
  type Tracker,
} from '@action-tracker/contracts';
import { DomainError, offeredCategories } from '@action-tracker/domain';
import {
  CommandIdReused,
  GetTracker,
  ReadRowStates,
  Scope,
  type CurrentRights,
  type JobRunner,
  type JobWork,
} from '@action-tracker/tracking';
import { createHash } from 'node:crypto';
import type { ImportApplication } from '../application';
import type { GuessOptions } from '../guess/guesses';
import { ImportRefused } from '../import-refused';
import type { FileFormat } from '../read/file-format';
import type { SourceFile } from '../read/source-file';
import { changedFormat } from './changed-format';
import { changeSettings, requireReadable, withDefaults } from './change-settings';
import { recogniseUpload, type Recognised } from './guess-upload';
import { previewUpload, runUpload, type UploadContext } from './import-upload';
import { requireImport, type Importer } from './importer';
import { importOnWire } from './on-wire';
import { RememberedMappings } from './remembered-mappings';
import { Slots } from './slots';
import type { PreviewTotals, RunResult, Upload } from './upload';
import { PREVIEW, UploadRows, type RowsPart } from './upload-rows';
import { fileInMemory, Uploads } from './uploads';

/** Files that one process reads at the same time; each may take a worker with 256 MB. */
const READ_AT_ONCE = 2;
const REPORT_PAGE = 1_000;

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export class UploadedImports {
  private readonly uploads: Uploads;
  private readonly rows: UploadRows;
  private readonly mappings: RememberedMappings;
  private readonly slots = new Slots(READ_AT_ONCE);
  private readonly previewing = new Map<string, Promise<PreviewTotals>>();

  constructor(
    private readonly application: Omit<ImportApplication, 'scope'>,
    private readonly jobs: Pick<JobRunner, 'begin' | 'register'>,
    private readonly rights: Pick<CurrentRights, 'of'>,
  ) {
    this.uploads = new Uploads(application.pool);
    this.rows = new UploadRows(application.pool);
    this.mappings = new RememberedMappings(application.pool);
    jobs.register('import', this.work);
  }

  /**
   * Keeps a file and proposes how to import it; a repeat with the same id finds the first.
   *
   * @throws DomainError NOT_FOUND, CommandIdReused, ImportRefused, ImportTooLarge
   */
  async add(
    id: string,
    { importer, trackerId, file }: { importer: Importer; trackerId: number; file: UploadedFile },
  ): Promise<Import> {
    const tracker = await this.trackerOf(importer, trackerId);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const earlier = await this.uploads.findAny(id);
    if (!earlier) {
      const source = fileInMemory(file.name, file.bytes);
      const { guess, settings } = await this.recognise(source, { importer, tracker, format: {} });
      const upload = { id, userId: importer.id, trackerId, fileName: file.name, sha256, guess };
      const chosen = withDefaults(settings, importer, guess.exported ? 'all' : 'none');
      await this.uploads.add({ ...upload, settings: chosen }, file.bytes);
    }
    const kept = await this.uploads.find(importer.id, id);
    if (kept.sha256 !== sha256 || kept.trackerId !== trackerId) throw new CommandIdReused(id);
    return importOnWire(kept);
  }

  async list(importer: Importer, trackerId: number | undefined): Promise<readonly Import[]> {
    const uploads = await this.uploads.list(importer.id, trackerId);
    return uploads.filter((one) => importer.scope.sees(one.trackerId)).map(importOnWire);
  }

  /** @throws DomainError NOT_FOUND */
  async get(importer: Importer, id: string): Promise<Import> {
    return importOnWire((await this.open(importer, id)).upload);
  }

  /** @throws DomainError NOT_FOUND, CONFLICT while it runs, VALIDATION_ERROR; ImportRefused */
  async change(importer: Importer, id: string, request: ChangeImportRequest): Promise<Import> {
    const { upload, tracker } = await this.open(importer, id);
    requireIdle(upload);
    const { mapping, is_history: isHistory = upload.settings.isHistory } = request;
    if (mapping) requireReadable(mapping, 'mapping', isHistory);
    const format = changedFormat(upload, request);
    const recognised = format
      ? await this.recognise(this.uploads.fileOf(upload), { importer, tracker, format })
      : upload;
    const users = await this.application.users.list();
    const settings = changeSettings(
      { ...upload.settings, ...recognised.settings },
      { guess: recognised.guess, request, userIds: new Set(users.map((user) => user.id)) },
    );
    await this.uploads.change({ ...upload, guess: recognised.guess, settings });
    return this.get(importer, id);
  }

  /** @throws DomainError NOT_FOUND, CONFLICT while it runs */
  async remove(importer: Importer, id: string): Promise<void> {
    await this.open(importer, id);
    await this.uploads.remove(importer.id, id);
  }

  /** @throws DomainError NOT_FOUND, CONFLICT while the mapping is incomplete or it runs */
  async preview(importer: Importer, id: string, part: RowsPart): Promise<ImportPreview> {
    const { upload, tracker } = await this.open(importer, id);
    requireIdle(upload);
    requireComplete(upload);
    const head = await this.headOf(upload.trackerId);
    const isFirst = part.after === undefined;
    const isCurrent = upload.previewedVersion === upload.version;
    const { head: _, ...totals } =
      upload.preview && isCurrent && !(isFirst && upload.preview.head !== head)
        ? upload.preview
        : await this.previewOnce(this.contextOf(importer, upload, tracker), head);
    return { ...totals, ...(await this.rows.page(id, PREVIEW, part)) };
  }

  /**
   * Starts the import in the background.
   *
   * @param batch of what it writes; a repeat with the same one starts nothing
   * @throws DomainError NOT_FOUND, CONFLICT while the mapping is incomplete
   */
  async run(importer: Importer, id: string, batch: string): Promise<Import> {
    const { upload } = await this.open(importer, id);
    const isRunning = upload.job !== null && !upload.job.isEnded;
    if (isRunning || upload.batch === batch) return importOnWire(upload);
    requireComplete(upload);
    const job = {
      ...{ id: batch, kind: 'import' as const, userId: importer.id, content: id },
      ...{ request: { importId: id }, items: upload.guess.rows },
    };
    await this.jobs.begin(job, (client) => this.uploads.startRun(client, upload, batch));
    return this.get(importer, id);
  }

  /** What became of each row in the last run. @throws DomainError NOT_FOUND, CONFLICT before it */
  async report(importer: Importer, id: string): Promise<AsyncGenerator<readonly ImportRow[]>> {
    const { upload } = await this.open(importer, id);
    const { batch } = upload;
    if (batch !== null) return this.pagesOf(id, batch);
    throw new DomainError('CONFLICT', 'Expected an import that has run, found one that has not');
  }

  private async *pagesOf(id: string, run: string): AsyncGenerator<readonly ImportRow[]> {
    for (let after: number | null = 0; after !== null;) {
      const { rows, next }: Awaited<ReturnType<UploadRows['page']>> = await this.rows.page(
        id,
        run,
        {
          ...{ after, limit: REPORT_PAGE },
        },
      );
      yield rows;
      after = next;
    }
  }

  /** The work of the job, in this process or in another one. */
  private readonly work: JobWork = async ({ id: batch, request }, onProgress) => {
    // Only `run` writes it.
    const { importId } = request as { readonly importId: string };
    const upload = await this.uploads.findAny(importId);
    if (!upload) throw new DomainError('NOT_FOUND', 'The uploaded file has been deleted');
    const importer = await this.importerOf(upload);
    const tracker = await this.trackerOf(importer, upload.trackerId);
    const context = this.contextOf(importer, upload, tracker);
    const counts = await this.slots.run(() =>
      runUpload(context, batch, async (done) => {
        await onProgress(done);
        // The rights of whoever started it may have ended.
        requireImport(await this.importerOf(upload), upload.trackerId);
      }).catch(asConflict),
    );
    const { columns } = upload.guess;
    const { mapping, isHistory } = upload.settings;
    const headings = columns.map(({ name }) => name);
    await this.mappings.keep(upload.trackerId, headings, { mapping, isHistory });
    return { counts } satisfies RunResult;
  };

  /** Callers of the same preview share one. */
  private previewOnce(context: UploadContext, head: number): Promise<PreviewTotals> {
    const { id, version } = context.upload;
    const key = `${id} ${version}`;
    const running = this.previewing.get(key) ?? this.makePreview(context, head);
    this.previewing.set(key, running);
    return running.finally(() => this.previewing.delete(key));
  }

  private async makePreview(context: UploadContext, head: number): Promise<PreviewTotals> {
    const made = await this.slots.run(() => previewUpload(context).catch(asConflict));
    const totals = { ...made, head };
    await this.uploads.keepPreview(context.upload, totals);
    return totals;
  }

  private contextOf(importer: Importer, upload: Upload, { prefix }: Tracker): UploadContext {
    const { application, uploads } = this;
    return { application, uploads, scope: importer.scope, upload, prefix };
  }

  private async open(importer: Importer, id: string) {
    const upload = await this.uploads.find(importer.id, id);
    return { upload, tracker: await this.trackerOf(importer, upload.trackerId) };
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN */
  private async trackerOf(importer: Importer, trackerId: number): Promise<Tracker> {
    const { queries } = this.application;
    const tracker = await queries.execute(new GetTracker(importer.scope, trackerId));
    requireImport(importer, trackerId);
    return tracker;
  }

  /** With the rights of now. */
  private async importerOf({ userId: id }: Upload): Promise<Importer> {
    return { id, email: '', scope: Scope.of({ id }, await this.rights.of(id)) };
  }

  private async headOf(trackerId: number): Promise<number> {
    const { rows } = await this.application.pool.query<{ readonly head: number }>(
      'SELECT head::int FROM ledgers WHERE ledger_id = $1',
      [trackerId],
    );
    return rows[0]?.head ?? 0;
  }

  private async recognise(
    file: SourceFile,
    asked: { importer: Importer; tracker: Tracker; format: Partial<FileFormat> },
  ): Promise<Recognised> {
    const { clock, users } = this.application;
    const { format, tracker, importer } = asked;
    const { scope } = importer;
    const known = await users.list();
    const options: GuessOptions = {
      ...{ today: clock.today(), zone: clock.timeZone, importer: importer.email },
      users: known.filter(({ merged_into_id }) => merged_into_id === null),
      mayKeepNumbers: tracker.next_number === 1,
      categories: offeredCategories(tracker.categories),
    };
    const names = usersById(known);
    const remembered = (headings: readonly string[]) => this.mappings.find(tracker.id, headings);
    const request = {
      ...{ file, format, options, now: clock.now(), tracker, remembered },
      statesAt: (ids: readonly string[], position: number) =>
        this.application.queries.execute(new ReadRowStates(scope, tracker.id, ids, { position })),
      nameOf: (id: number) => names.get(id)?.name ?? '',
    };
    return this.slots.run(() => recogniseUpload(request));
  }
}

function requireIdle({ job }: Upload): void {
  if (job === null || job.isEnded) return;
  throw new DomainError('CONFLICT', 'Expected an import that is not running, found it running');
}

function requireComplete({ settings: { problems } }: Upload): void {
  if (problems.length === 0) return;
  throw new DomainError('CONFLICT', `Expected a complete mapping: ${problems.join('; ')}`);
}

/** What the file and its settings do not allow, although each is acceptable. */
function asConflict(error: unknown): never {
  if (error instanceof ImportRefused) throw new DomainError('CONFLICT', error.message);
  throw error;
}
