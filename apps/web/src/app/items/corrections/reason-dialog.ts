import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { REASON_MAX_CHARS } from '@action-tracker/contracts';
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
import { Dialog } from '../../platform/dialogs/dialog';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { CORRECTION_TEXTS } from './corrections.texts';

/** Asks why something is withdrawn, and withdraws it. */
@Component({
  selector: 'at-reason-dialog',
  imports: [Dialog, FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  template: `
    <at-dialog [label]="heading()" (closed)="left.emit()">
      <h2>{{ heading() }}</h2>
      @if (refusal(); as problem) {
        <at-refusal [problem]="problem" />
      }
      <p class="what">{{ what() }}</p>
      <form [formRoot]="form" atSendKey>
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t('withdraw.reason') }}</mat-label>
          <textarea matInput rows="2" [formField]="form.reason"></textarea>
          @for (error of form.reason().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
        <div class="actions">
          <button type="submit" class="button is-filled" [attr.aria-disabled]="form().submitting()">
            {{ t('withdraw.do') }}
          </button>
          <button type="button" class="button is-text" (click)="left.emit()">
            {{ t('note.cancel') }}
          </button>
        </div>
      </form>
    </at-dialog>
  `,
  styles: `
    .what {
      margin-block: 8px 14px;
    }
    mat-form-field {
      width: 100%;
    }
  `,
})
export class ReasonDialog {
  readonly heading = input.required<string>();
  readonly what = input.required<string>();
  /** Withdraws for this reason; the dialog shows why that was refused. */
  readonly withdraw = input.required<(reason: string | null) => Promise<void>>();
  readonly left = output();

  protected readonly t = inject(Texts).with(CORRECTION_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly model = signal({ reason: '' });
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => validate(path.reason, textOf({ max: REASON_MAX_CHARS, t: this.t })),
    { submission: { action: () => this.send(), onInvalid: focusFirstError } },
  );

  private send(): Promise<SaveErrors> {
    this.refusal.set(undefined);
    return trySave(
      () => this.withdraw()(this.model().reason.trim() || null),
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
