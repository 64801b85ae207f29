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
import { NAME_MAX_CHARS, type Review } from '@action-tracker/contracts';
import { idsIn, PeopleField } from '../../people/people-field';
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
import { DateField } from '../../platform/date-field/date-field';
import { dateOf } from '../../platform/date-field/date-rule';
import { DateTexts } from '../../platform/date-field/date-texts';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { REVIEW_TEXTS } from '../reviews.texts';

/** What people enter about a review. */
export type ReviewDetails = Pick<Review, 'name' | 'held_on' | 'participants'>;

type Draft = Record<keyof ReviewDetails, string>;

/** Name, day and participants of a review, to open one or to correct them. */
@Component({
  selector: 'at-review-form',
  imports: [
    DateField,
    FormField,
    FormRoot,
    MatFormFieldModule,
    MatInput,
    PeopleField,
    Refusal,
    SendKey,
  ],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './review-form.html',
})
export class ReviewForm {
  readonly details = input.required<ReviewDetails>();
  readonly sendLabel = input.required<string>();
  /** Saves; a problem that the caller shows itself is answered with true by `isTold`. */
  readonly save = input.required<(details: ReviewDetails) => Promise<void>>();
  readonly isTold = input<(problem: Problem) => boolean>(() => false);
  readonly left = output();

  protected readonly t = inject(Texts).with(REVIEW_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly dates = inject(DateTexts);
  private readonly model = linkedSignal<Draft>(() => draftOf(this.details()));
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.name, textOf({ missing: 'form.enterName', max: NAME_MAX_CHARS, t: this.t }));
      validate(path.held_on, dateOf(this.dates));
    },
    { submission: { action: () => this.send(), onInvalid: focusFirstError } },
  );

  constructor() {
    afterNextRender(() => this.form.name().focusBoundControl());
  }

  private send(): Promise<SaveErrors> {
    const { name, held_on, participants } = this.model();
    this.refusal.set(undefined);
    return trySave(
      () => this.save()({ name: name.trim(), held_on, participants: idsIn(participants) }),
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0 && !this.isTold()(problem)) this.refusal.set(problem);
    return errors;
  }
}

const draftOf = ({ name, held_on, participants }: ReviewDetails): Draft => ({
  name,
  held_on,
  participants: participants.join(' '),
});
