import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { SAVED_NAME_MAX_CHARS } from '@action-tracker/contracts';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { Refusal } from '../platform/api-problem/refusal';
import { textOf } from '../platform/api-problem/text-limits';
import { Dialog } from '../platform/dialogs/dialog';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { SAVED_TEXTS } from './saved.texts';

/** What the dialog asks for. */
export interface SaveChoice {
  readonly name: string;
  readonly is_shared: boolean;
  readonly is_default: boolean;
}

export const NEW_CHOICE: SaveChoice = { name: '', is_shared: false, is_default: false };

/** Asks for the name of what is saved, and for whom it is. */
@Component({
  selector: 'at-save-dialog',
  imports: [Dialog, FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  template: `
    <at-dialog [label]="heading()" (closed)="left.emit()">
      <h2>{{ heading() }}</h2>
      @if (refusal(); as problem) {
        <at-refusal [problem]="problem" />
      }
      <form [formRoot]="form" atSendKey>
        <mat-form-field appearance="outline" subscriptSizing="dynamic">
          <mat-label>{{ t('saved.name') }}</mat-label>
          <input matInput autocomplete="off" [formField]="form.name" />
          @for (error of form.name().errors(); track $index) {
            <mat-error>{{ error.message }}</mat-error>
          }
        </mat-form-field>
        <label>
          <input
            #shared
            type="checkbox"
            [checked]="isShared()"
            (change)="isShared.set(shared.checked)"
          />
          {{ t('saved.share') }}
        </label>
        @if (mayBeDefault()) {
          <label>
            <input
              #opens
              type="checkbox"
              [checked]="isDefault()"
              (change)="isDefault.set(opens.checked)"
            />
            {{ t('saved.makeDefault') }}
          </label>
        }
        <div class="actions">
          <button type="submit" class="button is-filled" [attr.aria-disabled]="form().submitting()">
            {{ t('saved.save') }}
          </button>
          <button type="button" class="button is-text" (click)="left.emit()">
            {{ t('saved.cancel') }}
          </button>
        </div>
      </form>
    </at-dialog>
  `,
  styles: `
    h2 {
      margin-bottom: 14px;
    }
    mat-form-field {
      width: 100%;
      margin-bottom: 8px;
    }
    label {
      display: flex;
      gap: 8px;
      align-items: center;
      min-height: 32px;
    }
    input[type='checkbox'] {
      accent-color: var(--at-accent);
    }
    .actions {
      margin-top: 12px;
    }
  `,
})
export class SaveDialog {
  readonly heading = input.required<string>();
  readonly choice = input(NEW_CHOICE);
  /** Whether a list can open with it. */
  readonly mayBeDefault = input(false);
  /** Saves it; the dialog shows why that was refused. */
  readonly save = input.required<(choice: SaveChoice) => Promise<unknown>>();
  readonly left = output();

  protected readonly t = inject(Texts).with(SAVED_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly model = linkedSignal(() => ({ name: this.choice().name }));
  protected readonly isShared = linkedSignal(() => this.choice().is_shared);
  protected readonly isDefault = linkedSignal(() => this.choice().is_default);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) =>
      validate(
        path.name,
        textOf({ missing: 'form.enterName', max: SAVED_NAME_MAX_CHARS, t: this.t }),
      ),
    { submission: { action: () => this.send(), onInvalid: focusFirstError } },
  );

  private send(): Promise<SaveErrors> {
    this.refusal.set(undefined);
    return trySave(
      async () => {
        const [is_shared, is_default] = [this.isShared(), this.isDefault()];
        await this.save()({ name: this.model().name.trim(), is_shared, is_default });
        this.left.emit();
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
