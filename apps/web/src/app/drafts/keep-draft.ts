import { effect, inject, type WritableSignal } from '@angular/core';
import { Session } from '../session/session';
import { type Draft, Drafts } from './drafts';

export interface KeptDraft {
  /** For when it was sent or given up; nothing is kept any more from then on. */
  forget(): void;
}

interface DraftOf<Model> {
  /** What it is a draft of: `note AD-001`. */
  readonly name: () => string;
  readonly model: WritableSignal<Model>;
  /** The fields worth keeping; undefined while nothing was typed. */
  readonly typed: (model: Model) => Draft | undefined;
}

/** Puts back what was typed here before, then keeps what is typed. Call it where `inject` may be. */
export function keepDraft<Model extends Draft>({ name, model, typed }: DraftOf<Model>): KeptDraft {
  const drafts = inject(Drafts);
  const session = inject(Session);
  let restored = '';
  let isOver = false;
  effect(() => {
    const userId = session.me()?.id;
    const draft = typed(model());
    if (userId === undefined || isOver) return;
    if (restored === name()) {
      drafts.write(userId, name(), draft);
      return;
    }
    restored = name();
    const kept = drafts.read(userId, name());
    if (kept && !draft) model.update((fields) => ({ ...fields, ...kept }));
  });
  const forget = () => {
    isOver = true;
    const userId = session.me()?.id;
    if (userId !== undefined) drafts.write(userId, name(), undefined);
  };
  return { forget };
}
