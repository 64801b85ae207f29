import { inject, Service, signal } from '@angular/core';
import type { UndoRequest, UndoResult } from '@action-tracker/contracts';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { Polling } from '../platform/polling/polling';
import { type OwnAct, OwnActs } from '../platform/own-acts/own-acts';
import { UndoApi } from './undo-api';

/** What the toast says. */
export type Notice =
  | { readonly kind: 'saved'; readonly act: OwnAct }
  | { readonly kind: 'checking' }
  | { readonly kind: 'running'; readonly done: number; readonly of: number }
  | { readonly kind: 'undone' | 'redone'; readonly batch: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** An undo that leaves something, so the user decides. */
export interface Preview {
  readonly request: UndoRequest;
  readonly result: UndoResult;
}

/** A preview that takes longer says so: that of a large import takes a second. */
const CHECKING_AFTER_MS = 300;

/** Undoes changes of this tab, latest first, and what pages ask for. */
@Service()
export class Undoing {
  private readonly api = inject(UndoApi);
  private readonly own = inject(OwnActs);
  private readonly polling = inject(Polling);
  /** The batches of the undos of this tab, which redo takes back. */
  private readonly undos = signal<readonly string[]>([]);
  /** The latest undo that is not answered yet. */
  private readonly pending = signal<Promise<void> | undefined>(undefined);

  readonly notice = signal<Notice | undefined>(undefined);
  readonly preview = signal<Preview | undefined>(undefined);

  canRedo(): boolean {
    return this.undos().length > 0 || this.pending() !== undefined;
  }

  async undoAct(act: OwnAct): Promise<void> {
    await this.ask({ batch: act.batch });
  }

  /** Takes the last undo of this tab back, as soon as it is answered. */
  async redoLast(): Promise<void> {
    const pending = this.pending();
    const known = this.undos().length;
    await pending;
    // An undo that was refused or asks first has left nothing to take back.
    if (pending && this.undos().length === known) return;
    const batch = this.undos().at(-1);
    if (batch === undefined) return;
    this.undos.update((undos) => undos.slice(0, -1));
    await this.attempt(async () => {
      const result = await this.api.undo({ batch });
      if (result.batch !== null) this.own.acts.update((acts) => [...acts, actOf(result)]);
      this.say(result, 'redone');
    });
  }

  /** Undoes at once if nothing has been changed since, else shows what would stay. */
  ask(request: UndoRequest): Promise<void> {
    this.own.acts.update((acts) => acts.filter(({ batch }) => batch !== request.batch));
    return this.track(async () => {
      const result = await this.check(request);
      if (result.conflicts > 0) this.preview.set({ request, result });
      else if (result.done === 0) this.notice.set({ kind: 'nothing' });
      else await this.undo(request);
    });
  }

  /** Undoes what a preview has shown. */
  confirm({ request }: Preview): Promise<void> {
    this.preview.set(undefined);
    return this.track(() => this.undo(request));
  }

  private async track(undo: () => Promise<void>): Promise<void> {
    const attempt = this.attempt(undo);
    this.pending.set(attempt);
    await attempt;
    this.pending.update((pending) => (pending === attempt ? undefined : pending));
  }

  private async check(request: UndoRequest): Promise<UndoResult> {
    const timer = setTimeout(() => this.notice.set({ kind: 'checking' }), CHECKING_AFTER_MS);
    try {
      return await this.api.preview(request);
    } finally {
      clearTimeout(timer);
      this.notice.update((notice) => (notice?.kind === 'checking' ? undefined : notice));
    }
  }

  private async undo(request: UndoRequest): Promise<void> {
    const result = await this.api.undo(request, ({ done, of }) =>
      this.notice.set({ kind: 'running', done, of }),
    );
    const { batch } = result;
    if (batch !== null) this.undos.update((undos) => [...undos, batch]);
    this.say(result, 'undone');
  }

  private say({ batch, done }: UndoResult, kind: 'undone' | 'redone'): void {
    this.notice.set(done === 0 || batch === null ? { kind: 'nothing' } : { kind, batch });
    void this.polling.askNow();
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      const problem = toProblem(failure);
      // A save that changed nothing has left nothing.
      const isGone = problem.code === 'NOT_FOUND';
      this.notice.set(isGone ? { kind: 'nothing' } : { kind: 'failed', problem });
    }
  }
}

const actOf = ({ batch }: UndoResult): OwnAct => ({ batch: batch ?? '', path: '' });
