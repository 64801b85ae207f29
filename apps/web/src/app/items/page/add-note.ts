import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LONG_TEXT_MAX_CHARS } from '@action-tracker/contracts';
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
import { DateField } from '../../platform/date-field/date-field';
import { dateOf } from '../../platform/date-field/date-rule';
import { DateTexts } from '../../platform/date-field/date-texts';
import type { Fields } from '../../platform/drafts/drafts';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { ReturnFocus } from '../../platform/keyboard/return-focus';
import { SendKey } from '../../platform/keyboard/send-key';
import { Session } from '../../platform/session/session';
import { Texts } from '../../platform/language/texts';
import { ItemEntries } from '../store/item-entries';
import { ItemStore } from '../store/item-store';
import { ITEM_PAGE_TEXTS } from './item-page.texts';

type NoteDraft = Record<'content' | 'note_date', string>;

/** Adds a dated note. Ctrl-Enter submits, because Enter inserts a line break. */
@Component({
  selector: 'at-add-note',
  imports: [
    CdkTextareaAutosize,
    DateField,
    FormField,
    FormRoot,
    MatFormFieldModule,
    MatInput,
    Refusal,
    ReturnFocus,
    SendKey,
  ],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './add-note.html',
  styles: `
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 10px 12px;
      margin-block: 8px 10px;
    }
    .content {
      flex: 1 0 100%;
    }
    .date {
      width: 220px;
    }
    .send {
      display: flex;
      align-items: center;
      gap: 12px;
      min-height: 44px;
      margin-inline-start: auto;
    }
    kbd {
      color: var(--at-text-soft);
      font: inherit;
      font-size: 12px;
    }
    @media (pointer: coarse) {
      kbd {
        display: none;
      }
    }
  `,
})
export class AddNote {
  readonly itemId = input.required<string>();

  protected readonly t = inject(Texts).with(ITEM_PAGE_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly store = inject(ItemStore);
  private readonly entries = inject(ItemEntries);
  private readonly announcer = inject(Announcer);
  private readonly dates = inject(DateTexts);
  private readonly session = inject(Session);

  /** The date arrives from the server later; it does not overwrite a draft. */
  private readonly model = linkedSignal<string, NoteDraft>({
    source: () => this.session.today() ?? '',
    computation: (today, previous) => ({
      content: previous?.value.content ?? '',
      note_date: previous?.value.note_date || today,
    }),
  });

  private readonly returnFocus = viewChild.required(ReturnFocus);
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.content, textOf({ max: LONG_TEXT_MAX_CHARS, t: this.t }));
      validate(path.note_date, dateOf(this.dates));
    },
    { submission: { action: () => this.add(), onInvalid: focusFirstError } },
  );

  constructor() {
    keepDraft({
      name: () => `note ${this.itemId()}`,
      model: this.model,
      typed: (note) => typedFields(note, this.session.today()),
    });
  }

  /** For a page shortcut; the focus returns to the page after submitting. */
  focus(): void {
    this.returnFocus().begin();
    this.form.content().focusBoundControl();
  }

  private add(): Promise<SaveErrors> {
    const { content, note_date } = this.model();
    this.refusal.set(undefined);
    // Validated only on submit, because tabbing through an empty field is not an error.
    if (content.trim() === '') return this.askForContent();
    this.returnFocus().giveBack();
    return trySave(
      async () => {
        const request = { content: content.trim(), note_date };
        this.entries.notes.add(await this.store.addNote(this.itemId(), request));
        this.announcer.announce(this.t('note.added'));
        this.form().reset({ content: '', note_date: this.session.today() ?? '' });
      },
      (problem) => this.refuse(problem),
    );
  }

  private askForContent(): Promise<SaveErrors> {
    const message = this.t('form.enterNote');
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

/**
 * Keeps the date only if the user chose it: a draft restored on another day gets that day's date.
 */
function typedFields(note: NoteDraft, today: string | undefined): Fields | undefined {
  const { content, note_date } = note;
  if (content.trim() === '') return undefined;
  return note_date === today ? { content } : { content, note_date };
}
