import { Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { CATEGORIES_MAX } from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import {
  focusFirstError,
  type SaveErrors,
  showErrors,
} from '../platform/api-problem/refused-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Refusal } from '../platform/api-problem/refusal';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { CATEGORIES_TEXTS } from './categories.texts';
import { CategoryChanges } from './category-changes';
import { faultOfName } from './category-names';
import { CategoryWords } from './category-words';

/** Adds a category to a tracker. */
@Component({
  selector: 'at-add-category',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  template: `
    @if (refusal(); as problem) {
      <at-refusal [problem]="problem" />
    }
    <form class="fields" [formRoot]="form" atSendKey>
      <mat-form-field appearance="outline" class="short">
        <mat-label>{{ t('categories.new') }}</mat-label>
        <input matInput autocomplete="off" [formField]="form.name" />
        @for (error of form.name().errors(); track $index) {
          <mat-error>{{ error.message }}</mat-error>
        }
      </mat-form-field>
      <div class="actions">
        <button class="button is-filled" type="submit" [attr.aria-disabled]="form().submitting()">
          {{ t('categories.add') }}
        </button>
      </div>
    </form>
  `,
})
export class AddCategory {
  protected readonly t = inject(Texts).with(CATEGORIES_TEXTS).t;
  private readonly words = inject(CategoryWords);
  private readonly problems = inject(ProblemWords);
  private readonly changes = inject(CategoryChanges);
  private readonly announcer = inject(Announcer);
  private readonly model = signal({ name: '' });
  protected readonly refusal = signal<Problem | undefined>(undefined);
  /** The name that is on its way, and in the list already. */
  private readonly sent = signal<string | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.name, ({ value }) => {
        const message = this.problemOf(value());
        return message === undefined ? null : { kind: 'name', message };
      });
    },
    { submission: { action: () => this.add(), onInvalid: focusFirstError } },
  );

  private problemOf(typed: string): string | undefined {
    const all = this.changes.all().filter(({ key }) => key !== this.sent());
    const fault = faultOfName(typed, all);
    if (fault) return this.words.fault(fault, typed);
    if (all.filter(({ retired }) => !retired).length < CATEGORIES_MAX) return undefined;
    return this.t('categories.full', { max: CATEGORIES_MAX });
  }

  /** What was typed stays when it is refused. */
  private async add(): Promise<SaveErrors> {
    const name = this.model().name.trim();
    this.sent.set(name);
    const added = { key: name, name, retired: false };
    this.refusal.set(undefined);
    const problem = await this.changes.attempt((before) => [...before, added]);
    if (problem) return this.refuse(problem);
    this.announcer.announce(this.t('categories.added', { name }));
    this.form().reset({ name: '' });
    this.sent.set(undefined);
    this.form.name().focusBoundControl();
    return undefined;
  }

  private refuse(problem: Problem): SaveErrors {
    this.sent.set(undefined);
    const errors = problem.details.map((error) => ({
      ...{ kind: 'refused', fieldTree: this.form.name, message: this.problems.ofField(error) },
    }));
    showErrors(errors);
    // The list says itself that somebody else was first.
    if (errors.length === 0 && !this.changes.hasChangedSince()) this.refusal.set(problem);
    return errors;
  }
}
