import {
  computed,
  effect,
  inject,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { CLOCK } from '../clock/clock';
import { Session } from '../session/session';
import { type Draft, Drafts, type Fields, isSame } from './drafts';

export interface KeptDraft {
  /** Drafts of earlier visits that wait for a decision. */
  readonly offers: Signal<readonly Draft[]>;
  /** Continues an offered draft in the form. */
  use(offer: Draft): void;
  discard(offer: Draft): void;
  /** Call it when the draft was sent or discarded; stops storing. */
  forget(): void;
}

interface DraftOf<Model> {
  /** Name of the draft: `note AD-001`. */
  readonly name: () => string;
  readonly model: WritableSignal<Model>;
  /** The fields worth keeping; undefined while nothing was typed. */
  readonly typed: (model: Model) => Fields | undefined;
  /**
   * The item version that the form is based on. A draft of an item is only offered; any other draft
   * is restored at once, because it cannot overwrite anything.
   */
  readonly itemVersion?: () => number;
}

/** Stores what is typed into a form for later visits. Requires an injection context. */
export const keepDraft = <Model extends Fields>(options: DraftOf<Model>): KeptDraft =>
  new DraftOfForm(options);

class DraftOfForm<Model extends Fields> implements KeptDraft {
  private readonly drafts = inject(Drafts);
  private readonly now = inject(CLOCK);
  private readonly own = signal<Draft | undefined>(undefined);
  /** Drafts stored when the form was opened; later ones of other tabs belong to those tabs. */
  private readonly earlier = signal<readonly Draft[]>([]);
  /** The name for which earlier drafts were read. */
  private name = '';
  private isOver = false;
  /** The form as opened, before anything was typed or restored. */
  private before: Model | undefined;

  readonly offers = computed(() => (this.form.itemVersion ? this.earlier() : []));

  constructor(private readonly form: DraftOf<Model>) {
    const session = inject(Session);
    effect(() => {
      const userId = session.me()?.id;
      const fields = form.typed(form.model());
      const name = form.name();
      if (userId === undefined || this.isOver) return;
      untracked(() => {
        if (this.name === name) this.keep(userId, fields);
        else this.look(userId, name);
      });
    });
    effect(() => {
      const own = this.own();
      if (own && !this.isOver && !this.drafts.has(own.id)) untracked(() => this.giveUp(own));
    });
  }

  use(draft: Draft): void {
    const beside = this.own();
    if (beside && beside.id !== draft.id) this.drafts.forget(beside.id);
    this.own.set(draft);
    this.earlier.update((drafts) => without(drafts, draft));
    this.form.model.update((fields) => ({ ...fields, ...draft.fields }));
  }

  discard(offer: Draft): void {
    this.drafts.forget(offer.id);
    this.earlier.update((drafts) => without(drafts, offer));
  }

  forget(): void {
    this.isOver = true;
    const draft = this.own();
    if (draft) this.drafts.settle(draft);
  }

  /** Sent or discarded in another tab: sending it from here would duplicate it. */
  private giveUp(draft: Draft): void {
    this.own.set(undefined);
    if (isSame(this.form.typed(this.form.model()), draft.fields) && this.before) {
      this.form.model.set(this.before);
    }
  }

  private look(userId: number, name: string): void {
    this.name = name;
    this.before = this.form.model();
    this.own.set(undefined);
    this.earlier.set(this.drafts.read(userId, name));
    const newest = this.earlier().at(-1);
    if (newest && !this.form.itemVersion && !this.form.typed(this.form.model())) this.use(newest);
  }

  private keep(userId: number, fields: Fields | undefined): void {
    const begun = this.own();
    if (!fields) {
      if (begun) this.drafts.settle(begun);
      this.own.set(undefined);
      return;
    }
    const { name } = this;
    const begunAt = begun ? begun.begunAt : this.now();
    const place = this.drafts.read(userId, name).length;
    const id = begun?.id ?? `${userId} ${name} ${begunAt} ${place}`;
    const itemVersion = this.form.itemVersion?.() ?? null;
    const draft = { id, userId, name, fields, begunAt, itemVersion };
    this.own.set(draft);
    this.drafts.keep(draft);
  }
}

const without = (drafts: readonly Draft[], one: Draft): readonly Draft[] =>
  drafts.filter(({ id }) => id !== one.id);
