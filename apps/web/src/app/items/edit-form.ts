import { afterNextRender, Component, inject, input, linkedSignal, signal } from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { ItemDetail } from '@action-tracker/contracts';
import type { Problem } from '../api-problem/problem';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../api-problem/refused-fields';
import { Refusal } from '../api-problem/refusal';
import type { Draft } from '../drafts/drafts';
import { keepDraft } from '../drafts/keep-draft';
import { ConflictNotice } from './conflict-notice';
import {
  changedFields,
  meanwhileChanges,
  type MeanwhileChange,
  rebaseDraft,
} from './edit-conflict';
import { draftOf, EDITABLE_FIELDS, type ItemDraft, itemDraftRules, requestOf } from './item-draft';
import { isItemDetail } from './item-detail';
import { ItemFields } from './item-fields';
import { ItemStore } from './item-store';

/** The edit form. A save names the version it was made from, so that nobody overwrites unseen. */
@Component({
  selector: 'at-edit-form',
  imports: [ConflictNotice, FormRoot, ItemFields, MatButton, Refusal, RouterLink],
  template: `
    @if (refusal(); as problem) {
      <at-refusal [problem]="problem" />
    }
    @if (meanwhile(); as changes) {
      <at-conflict-notice [changes]="changes" />
    }
    <form [formRoot]="form">
      <at-item-fields class="fields" [form]="form" />
      <div class="actions">
        <button
          matButton="filled"
          type="submit"
          disabledInteractive
          [disabled]="form().submitting()"
        >
          Save
        </button>
        <a matButton [routerLink]="['/items', item().id]" (click)="draft.forget()">Cancel</a>
      </div>
    </form>
  `,
})
export class EditForm {
  /** The item as it was when editing began. */
  readonly item = input.required<ItemDetail>();

  private readonly store = inject(ItemStore);
  private readonly router = inject(Router);
  /** What the draft is compared with: the item, or what somebody saved meanwhile. */
  private readonly base = linkedSignal(() => this.item());
  private readonly model = linkedSignal(() => draftOf(this.item()));

  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly meanwhile = signal<readonly MeanwhileChange[] | undefined>(undefined);
  protected readonly form = form(this.model, itemDraftRules, {
    submission: { action: () => this.save(), onInvalid: focusFirstError },
  });

  protected readonly draft = keepDraft({
    name: () => `edit of ${this.item().id}`,
    model: this.model,
    typed: (draft) => typedFields(draft, draftOf(this.base())),
  });

  constructor() {
    const { snapshot } = inject(ActivatedRoute);
    afterNextRender(() => {
      const field = EDITABLE_FIELDS.find((candidate) => candidate === snapshot.fragment);
      if (field) this.form[field]().focusBoundControl();
    });
  }

  private save(): Promise<SaveErrors> {
    const base = this.base();
    const changes = changedFields(requestOf(this.model()), base);
    this.refusal.set(undefined);
    this.meanwhile.set(undefined);
    return trySave(
      async () => {
        if (Object.keys(changes).length > 0) await this.store.change(base, changes);
        this.draft.forget();
        await this.router.navigate(['/items', base.id]);
      },
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    if (problem.code === 'PRECONDITION_FAILED' && isItemDetail(problem.current)) {
      this.rebase(problem.current);
      return undefined;
    }
    const errors = refusedFields(problem, this.form);
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }

  private rebase(current: ItemDetail): void {
    const [draft, base] = [this.model(), this.base()];
    this.meanwhile.set(meanwhileChanges(draft, base, current));
    this.model.set(rebaseDraft(draft, base, current));
    this.base.set(current);
  }
}

/** Only what differs from the item: put back later, it must not undo what others changed by then. */
function typedFields(draft: ItemDraft, base: ItemDraft): Draft | undefined {
  const fields = EDITABLE_FIELDS.filter((field) => draft[field] !== base[field]);
  if (fields.length === 0) return undefined;
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}
