import { Component, computed, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { type Item, LONG_TEXT_MAX_CHARS, type Status, STATUSES } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../../platform/api-problem/refused-fields';
import { Refusal } from '../../platform/api-problem/refusal';
import { textOf } from '../../platform/api-problem/text-limits';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { ReturnFocus } from '../../platform/keyboard/return-focus';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { FieldWords } from '../fields/field-words';
import { ItemStore } from '../store/item-store';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

type StatusDraft = Record<'status' | 'comment', string>;

/**
 * Moves an item to a status, with an optional comment. Every transition is allowed and recorded.
 */
@Component({
  selector: 'at-change-status',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, ReturnFocus, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './change-status.html',
  styles: `
    form {
      display: grid;
      gap: 10px;
      margin-top: 14px;
      padding-top: 14px;
      border-top: 1px solid var(--at-line);
    }
    button {
      justify-self: start;
    }
  `,
})
export class ChangeStatus {
  readonly item = input.required<Pick<Item, 'id' | 'status'>>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  protected readonly fieldWords = inject(FieldWords);
  private readonly words = inject(ProblemWords);
  private readonly store = inject(ItemStore);
  private readonly announcer = inject(Announcer);

  /** Follows the item's status, but keeps what the user chose or started to write. */
  private readonly model = linkedSignal<Status, StatusDraft>({
    source: () => this.item().status,
    computation: (status, previous) => {
      const chosen = previous?.value.status;
      const isChosen = chosen !== undefined && chosen !== previous?.source;
      return { status: isChosen ? chosen : status, comment: previous?.value.comment ?? '' };
    },
  });
  /** The current status can be recorded again only with a comment. */
  protected readonly isSomething = computed(() => this.isSomethingIn(this.model()));
  protected readonly isTried = signal(false);

  protected readonly statuses = STATUSES;
  private readonly returnFocus = viewChild.required(ReturnFocus);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => validate(path.comment, textOf({ max: LONG_TEXT_MAX_CHARS, t: this.t })),
    { submission: { action: () => this.change(), onInvalid: focusFirstError } },
  );

  constructor() {
    keepDraft({
      name: () => `status ${this.item().id}`,
      model: this.model,
      // Keeps the comment together with its status, because it explains that status only.
      typed: (model) => (this.isSomethingIn(model) ? model : undefined),
    });
  }

  private isSomethingIn({ status, comment }: StatusDraft): boolean {
    return status !== this.item().status || comment.trim() !== '';
  }

  /** For a page shortcut; the focus returns to the page after submitting. */
  focus(): void {
    this.returnFocus().begin();
    this.form.status().focusBoundControl();
  }

  private change(): Promise<SaveErrors> {
    const { comment } = this.model();
    const status = STATUSES.find((candidate) => candidate === this.model().status);
    this.isTried.set(true);
    if (status === undefined || !this.isSomething()) return Promise.resolve(undefined);
    this.refusal.set(undefined);
    this.returnFocus().giveBack();
    return trySave(
      async () => {
        await this.store.changeStatus(this.item().id, { status, comment: comment.trim() || null });
        this.announcer.announce(this.t('statusForm.recorded'));
        this.form().reset({ status, comment: '' });
        this.isTried.set(false);
      },
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
