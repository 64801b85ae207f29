import { afterNextRender, Component, inject, input, linkedSignal, signal } from '@angular/core';
import { form, FormRoot, submit } from '@angular/forms/signals';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { ItemDetail } from '@action-tracker/contracts';
import { type Problem, toProblem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../../platform/api-problem/refused-fields';
import { Refusal } from '../../platform/api-problem/refusal';
import { type Collision, collisionsOf } from '../conflicts/collisions';
import { ConflictDialog } from '../conflicts/conflict-dialog';
import { DateTexts } from '../../platform/date-field/date-texts';
import { DraftOffers } from '../../platform/drafts/draft-offers';
import type { Draft, Fields } from '../../platform/drafts/drafts';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { ITEM_FORM_TEXTS } from './item-forms.texts';
import { PartNotLoaded } from '../../platform/navigation/part-not-loaded';
import { changedFields, rebaseDraft } from './edit-conflict';
import {
  draftOf,
  EDITABLE_FIELDS,
  type EditableFields,
  type ItemDraft,
  itemDraftRules,
  requestOf,
} from './item-draft';
import { isLater } from '../due/due';
import { isItemDetail } from '../api/item-detail';
import { ItemFields } from './item-fields';
import { ItemStore } from '../store/item-store';

/** The edit form. A save sends the version it is based on, to prevent lost updates. */
@Component({
  selector: 'at-edit-form',
  imports: [
    ConflictDialog,
    DraftOffers,
    FormRoot,
    ItemFields,
    PartNotLoaded,
    Refusal,
    RouterLink,
    SendKey,
  ],
  template: `
    <at-draft-offers
      [offers]="draft.offers()"
      (used)="useDraft($event)"
      (discarded)="draft.discard($event)"
    />
    @if (refusal(); as problem) {
      <at-refusal [problem]="problem" />
    }
    <form [formRoot]="form" atSendKey>
      <at-item-fields
        class="fields"
        [form]="form"
        [trackerId]="item().tracker_id"
        [dueDate]="base().due_date"
        [(reason)]="reason"
      />
      <div class="actions">
        <button class="button is-filled" type="submit" [attr.aria-disabled]="form().submitting()">
          {{ t('editItem.save') }}
        </button>
        <a class="button is-text" [routerLink]="['/items', item().id]" (click)="draft.forget()">{{
          t('app.cancel')
        }}</a>
      </div>
    </form>
    @defer (when collisions().length > 0) {
      @if (collisions().length > 0) {
        <at-conflict-dialog
          [itemId]="item().id"
          [collisions]="collisions()"
          (savedMine)="saveMine()"
          (keptTheirs)="takeTheirs()"
          (dismissed)="collisions.set([])"
        />
      }
    } @error {
      @if (collisions().length > 0) {
        <at-part-not-loaded />
      }
    }
  `,
})
export class EditForm {
  /** The item as it was when editing began. */
  readonly item = input.required<ItemDetail>();

  protected readonly t = inject(Texts).with(ITEM_FORM_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly store = inject(ItemStore);
  private readonly router = inject(Router);
  /** The base of the draft: the item, or what was saved by someone else since. */
  protected readonly base = linkedSignal(() => this.item());
  private readonly model = linkedSignal(() => draftOf(this.item()));

  /** Why the due date is later. */
  protected readonly reason = signal('');
  protected readonly refusal = signal<Problem | undefined>(undefined);
  /** Fields that someone else changed to a different value than the one typed here. */
  protected readonly collisions = signal<readonly Collision[]>([]);
  protected readonly form = form(this.model, itemDraftRules(this.t, inject(DateTexts)), {
    submission: { action: () => this.save(), onInvalid: focusFirstError },
  });

  protected readonly draft = keepDraft({
    name: () => `edit of ${this.item().id}`,
    model: this.model,
    typed: (draft) => typedFields(draft, draftOf(this.base())),
    itemVersion: () => this.base().version,
  });

  constructor() {
    const { snapshot } = inject(ActivatedRoute);
    afterNextRender(() => {
      const field = EDITABLE_FIELDS.find((candidate) => candidate === snapshot.fragment);
      this.form[field ?? 'title']().focusBoundControl();
    });
  }

  /** Continues from the version of the draft: changes since then may collide. */
  protected useDraft(offer: Draft): void {
    this.base.update((item) => ({ ...item, version: offer.itemVersion ?? item.version }));
    this.draft.use(offer);
  }

  /** Overwrites the other change, as the user decided. */
  protected saveMine(): void {
    this.collisions.set([]);
    void submit(this.form);
  }

  /** Discards the typed value of colliding fields; everything else stays typed and unsaved. */
  protected takeTheirs(): void {
    const theirs = draftOf(this.base());
    const fields = this.collisions().map(({ field }) => field);
    const taken = EDITABLE_FIELDS.filter((field) => fields.includes(field));
    this.model.update((draft) => ({
      ...draft,
      ...Object.fromEntries(taken.map((field) => [field, theirs[field]])),
    }));
    this.collisions.set([]);
  }

  private save(): Promise<SaveErrors> {
    this.refusal.set(undefined);
    return trySave(
      () => this.send(),
      (problem) => this.refuse(problem),
    );
  }

  /** Retries automatically when the change collides with nothing saved since. */
  private async send(): Promise<void> {
    const base = this.base();
    const changes = changedFields(requestOf(this.model()), base);
    try {
      if (Object.keys(changes).length > 0) {
        await this.store.change(base, { ...changes, ...this.reasonOf(changes, base) });
      }
    } catch (failure) {
      const { code, current } = toProblem(failure);
      if (code !== 'PRECONDITION_FAILED' || !isItemDetail(current)) throw failure;
      const collisions = collisionsOf(changes, await this.store.eventsAfter(base));
      this.rebase(current);
      if (collisions.length === 0) return this.send();
      this.collisions.set(collisions);
      return;
    }
    this.draft.forget();
    await this.router.navigate(['/items', base.id]);
  }

  private reasonOf({ due_date }: Partial<EditableFields>, base: ItemDetail) {
    const reason = this.reason().trim();
    return reason !== '' && isLater(base.due_date, due_date) ? { due_date_reason: reason } : {};
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }

  private rebase(current: ItemDetail): void {
    this.model.update((draft) => rebaseDraft(draft, this.base(), current));
    this.base.set(current);
  }
}

/** Keeps only changed fields, so that restoring the draft later cannot undo changes by others. */
function typedFields(draft: ItemDraft, base: ItemDraft): Fields | undefined {
  const fields = EDITABLE_FIELDS.filter((field) => draft[field] !== base[field]);
  if (fields.length === 0) return undefined;
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}
