import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import {
  afterNextRender,
  Component,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LONG_TEXT_MAX_CHARS, type Note } from '@action-tracker/contracts';
import { Announcer } from '../../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  showErrors,
  trySave,
} from '../../platform/api-problem/refused-fields';
import { Refusal } from '../../platform/api-problem/refusal';
import { textOf } from '../../platform/api-problem/text-limits';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { isComposing } from '../../platform/keyboard/composing';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { ItemEntries } from '../store/item-entries';
import { Corrections } from './corrections';
import { CORRECTION_TEXTS } from './corrections.texts';

/** Amends the text of a note, in its place. Ctrl-Enter saves, Escape leaves it as it was. */
@Component({
  selector: 'at-note-editor',
  imports: [
    CdkTextareaAutosize,
    FormField,
    FormRoot,
    MatFormFieldModule,
    MatInput,
    Refusal,
    SendKey,
  ],
  providers: [ERRORS_OF_EDITED_FIELDS],
  template: `
    <form [formRoot]="form" atSendKey (keydown.escape)="leave($event)">
      <mat-form-field appearance="outline" subscriptSizing="dynamic">
        <mat-label>{{ t('note.text') }}</mat-label>
        <textarea
          matInput
          cdkTextareaAutosize
          cdkAutosizeMinRows="2"
          cdkAutosizeMaxRows="16"
          [formField]="form.content"
        ></textarea>
        @for (error of form.content().errors(); track $index) {
          <mat-error>{{ error.message }}</mat-error>
        }
      </mat-form-field>
      <div class="actions">
        <button type="submit" class="button is-filled" [attr.aria-disabled]="form().submitting()">
          {{ t('note.save') }}
        </button>
        <button type="button" class="button is-text" (click)="left.emit()">
          {{ t('note.cancel') }}
        </button>
      </div>
    </form>
    @if (refusal(); as problem) {
      <at-refusal [problem]="problem" />
    }
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
    .actions {
      margin-top: 8px;
    }
  `,
})
export class NoteEditor {
  readonly note = input.required<Note>();
  readonly left = output();

  protected readonly t = inject(Texts).with(CORRECTION_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly corrections = inject(Corrections);
  private readonly entries = inject(ItemEntries);
  private readonly announcer = inject(Announcer);

  /** Later answers do not disturb what is being typed. */
  private readonly model = linkedSignal<number, { content: string }>({
    source: () => this.note().id,
    computation: () => ({ content: this.note().content }),
  });
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => validate(path.content, textOf({ max: LONG_TEXT_MAX_CHARS, t: this.t })),
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  constructor() {
    keepDraft({
      name: () => `note of entry ${this.note().id}`,
      model: this.model,
      typed: (model) => (model.content === this.note().content ? undefined : model),
    });
    afterNextRender(() => this.form.content().focusBoundControl());
  }

  protected leave(event: Event): void {
    if (event instanceof KeyboardEvent && isComposing(event)) return;
    event.stopPropagation();
    this.left.emit();
  }

  private save(): Promise<SaveErrors> {
    const content = this.model().content.trim();
    this.refusal.set(undefined);
    if (content === '') return this.askForContent();
    return trySave(
      async () => {
        this.entries.notes.add(await this.corrections.amendNote(this.note(), { content }));
        this.announcer.announce(this.t('note.saved'));
        this.left.emit();
      },
      (problem) => this.refuse(problem),
    );
  }

  private askForContent(): Promise<SaveErrors> {
    const message = this.t('note.enter');
    const errors = [{ kind: 'missing', fieldTree: this.form.content, message }];
    showErrors(errors);
    return Promise.resolve(errors);
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
