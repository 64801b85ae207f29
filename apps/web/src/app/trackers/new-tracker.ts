import { afterNextRender, Component, inject, input, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import {
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  PREFIX_MAX_CHARS,
  PREFIX_MIN_CHARS,
} from '@action-tracker/contracts';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Refusal } from '../platform/api-problem/refusal';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { textOf } from '../platform/api-problem/text-limits';
import { keepDraft } from '../platform/drafts/keep-draft';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { TRACKER_FORM_TEXTS } from './tracker-forms.texts';
import { TrackerChanges } from './tracker-changes';

const PREFIX_FORM = new RegExp(`^[A-Za-z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}}$`);
const PREFIX_LENGTH = { min: PREFIX_MIN_CHARS, max: PREFIX_MAX_CHARS };

/** Opens a tracker. The prefix is accepted in any case and sent in upper case. */
@Component({
  selector: 'at-new-tracker',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, RouterLink, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './new-tracker.html',
})
export class NewTracker {
  /** `import` goes on with a spreadsheet. */
  readonly then = input<string>();

  protected readonly t = inject(Texts).with(TRACKER_FORM_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly changes = inject(TrackerChanges);
  private readonly router = inject(Router);
  private readonly model = signal({ prefix: '', name: '', description: '' });

  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.prefix, ({ value }) =>
        PREFIX_FORM.test(value().trim())
          ? null
          : { kind: 'prefix', message: this.t('newTracker.enterPrefix', PREFIX_LENGTH) },
      );
      validate(path.name, textOf({ missing: 'form.enterName', max: NAME_MAX_CHARS, t: this.t }));
      validate(path.description, textOf({ max: LONG_TEXT_MAX_CHARS, t: this.t }));
    },
    { submission: { action: () => this.open(), onInvalid: focusFirstError } },
  );

  protected readonly draft = keepDraft({
    name: () => 'tracker',
    model: this.model,
    typed: (tracker) =>
      Object.values(tracker).some((text) => text.trim() !== '') ? tracker : undefined,
  });

  constructor() {
    afterNextRender(() => this.form.prefix().focusBoundControl());
  }

  private open(): Promise<SaveErrors> {
    const { prefix, name, description } = this.model();
    const request = {
      prefix: prefix.trim().toUpperCase(),
      name: name.trim(),
      description: description.trim() || null,
    };
    this.refusal.set(undefined);
    return trySave(
      async () => {
        const tracker = await this.changes.open(request);
        this.draft.forget();
        await this.router.navigate([
          '/trackers',
          tracker.id,
          ...(this.then() === 'import' ? ['import'] : []),
        ]);
      },
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    // A taken prefix is a conflict: the response names no field, but only the prefix can cause it.
    if (problem.code === 'CONFLICT') {
      const prefix = this.model().prefix.trim().toUpperCase();
      const message = this.t('newTracker.prefixTaken', { prefix });
      return [{ kind: 'refused', fieldTree: this.form.prefix, message }];
    }
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
