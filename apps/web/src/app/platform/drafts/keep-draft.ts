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
  /** What was typed here on earlier visits and waits for a decision. */
  readonly offers: Signal<readonly Draft[]>;
  /** Goes on with an offered draft in the form. */
  use(offer: Draft): void;
  discard(offer: Draft): void;
  /** For when it was sent or given up; nothing is kept any more from then on. */
  forget(): void;
}

interface DraftOf<Model> {
  /** What it is a draft of: `note AD-001`. */
  readonly name: () => string;
  readonly model: WritableSignal<Model>;
  /** The fields worth keeping; undefined while nothing was typed. */
  readonly typed: (model: Model) => Fields | undefined;
  /**
   * The version of the item that the form is made from. A draft of an item is offered and never put
   * back by itself; anything else is put back at once, because it can overwrite nothing.
   */
  readonly itemVersion?: () => number;
}

/** Keeps what is typed into a form, for later visits. Call it where `inject` may be called. */
export const keepDraft = <Model extends Fields>(options: DraftOf<Model>): KeptDraft =>
  new DraftOfForm(options);

class DraftOfForm<Model extends Fields> implements KeptDraft {
  private readonly drafts = inject(Drafts);
  private readonly now = inject(CLOCK);
  private readonly own = signal<Draft | undefined>(undefined);
  /** What was kept when the form was opened; what other tabs type later is theirs. */
  private readonly earlier = signal<readonly Draft[]>([]);
  /** What the earlier drafts were looked for. */
  private name = '';
  private isOver = false;
  /** The form as it was opened, before anything was typed or put into it. */
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

  /** Sent or discarded in another tab: sent from here as well, it would be there twice. */
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
