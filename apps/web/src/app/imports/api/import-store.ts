import { httpResource } from '@angular/common/http';
import { computed, effect, inject, linkedSignal, Service, signal, untracked } from '@angular/core';
import {
  type ChangeImportRequest,
  type Import,
  type ImportMapping,
  type ImportQuestion,
} from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { Polling } from '../../platform/polling/polling';
import { type FileProblem, toFileProblem } from './file-problem';
import { ImportsApi } from './imports-api';
import { proposedFor } from './open-questions';

/** Milliseconds between two questions about an import that runs. */
const ASK_EVERY_MS = 500;

/** Undefined when there is nothing to change after all. */
type Change = (newest: Import) => ChangeImportRequest | undefined;

/**
 * The import on screen. The server has all of it, so another tab, or this one after a reload, goes
 * on where it was left. Changes are shown at once and sent one after the other.
 */
@Service()
export class ImportStore {
  private readonly api = inject(ImportsApi);
  private readonly polling = inject(Polling);
  readonly id = signal<string | undefined>(undefined);

  readonly resource = httpResource<Import>(() => {
    const id = this.id();
    return id === undefined ? undefined : IMPORT_PATHS.one(id);
  });
  readonly current = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  /** With changes that the server has not confirmed yet. */
  readonly mapping = linkedSignal<ImportMapping | undefined>(() => this.current()?.mapping);

  private readonly waiting = signal(0);
  readonly isSaving = computed(() => this.waiting() > 0);
  /** Why the last change or run was refused. */
  readonly problem = signal<FileProblem | undefined>(undefined);
  private last: Promise<void> = Promise.resolve();
  /** As the server answered last, which is on screen only when no change is on its way. */
  private newest: Import | undefined;

  constructor() {
    this.polling.retry(this.resource);
    effect(() => {
      const current = this.current();
      this.newest = current;
      if (current?.state === 'running') setTimeout(() => void this.ask(current.id), ASK_EVERY_MS);
    });
  }

  /** Shows an import: loads it, or refreshes it if it was the last one. */
  show(id: string | undefined): void {
    this.problem.set(undefined);
    if (id !== undefined && this.id() === id) this.resource.reload();
    else this.id.set(id);
  }

  /** Shows an import that has just been uploaded. */
  receive(uploaded: Import): void {
    this.problem.set(undefined);
    this.id.set(uploaded.id);
  }

  change(request: ChangeImportRequest): Promise<void> {
    return this.send(() => request);
  }

  /** @param change of the mapping as it is when its turn comes */
  edit(change: (mapping: ImportMapping) => ImportMapping): Promise<void> {
    this.mapping.update((mapping) => mapping && change(mapping));
    return this.send(({ mapping }) => ({ mapping: change(mapping) }));
  }

  /**
   * Accepts what is proposed for questions of these kinds that are open when its turn comes: an
   * answer that is on its way stays.
   */
  accept(kinds: readonly ImportQuestion['kind'][]): Promise<void> {
    return this.send(({ questions }) => {
      const answers = proposedFor(questions, kinds);
      return answers && { answers };
    });
  }

  /** Starts the import; its progress follows. */
  async run(): Promise<void> {
    await this.last;
    const id = this.id();
    if (id === undefined) return;
    await this.attempt(async () => this.resource.set(await this.api.run(id)));
  }

  /** Asks whether an import that has ended was undone. A running one is asked about anyway. */
  async refresh(): Promise<void> {
    const current = this.current();
    if (!current || current.state === 'running') return;
    const answer = await this.api.read(current.id);
    if (current.id === this.id() && !this.isSaving()) this.resource.set(answer);
  }

  private send(change: Change): Promise<void> {
    const id = this.id();
    this.waiting.update((count) => count + 1);
    this.last = this.last.then(() =>
      this.attempt(async () => {
        if (id === undefined || id !== this.id() || !this.newest) return;
        const request = change(this.newest);
        if (request) this.newest = await this.api.change(id, request);
      }),
    );
    return this.last.then(() => this.confirm());
  }

  /** Until the last change has been confirmed, an answer lacks those after it. */
  private confirm(): void {
    this.waiting.update((count) => count - 1);
    if (this.isSaving() || !this.newest || this.newest.id !== this.id()) return;
    if (this.problem()) this.resource.reload();
    else this.resource.set(this.newest);
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.problem.set(undefined);
    } catch (failure) {
      this.problem.set(toFileProblem(failure));
    }
  }

  private async ask(id: string): Promise<void> {
    if (id !== untracked(this.id)) return;
    try {
      const answer = await this.api.read(id);
      if (id !== this.id()) return;
      this.resource.set(answer);
      if (answer.state !== 'running') void this.polling.askNow();
    } catch {
      // The server goes on; the next question may reach it.
      setTimeout(() => void this.ask(id), ASK_EVERY_MS);
    }
  }
}
