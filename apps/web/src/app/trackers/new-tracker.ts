import { afterNextRender, Component, inject, signal } from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import {
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  PREFIX_MAX_CHARS,
  PREFIX_MIN_CHARS,
} from '@action-tracker/contracts';
import type { Problem } from '../api-problem/problem';
import { Refusal } from '../api-problem/refusal';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../api-problem/refused-fields';
import { textOf } from '../api-problem/text-limits';
import { TrackerStore } from './tracker-store';

const PREFIX_FORM = new RegExp(`^[A-Za-z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}}$`);
const PREFIX_MESSAGE = `Enter ${PREFIX_MIN_CHARS} to ${PREFIX_MAX_CHARS} letters A to Z`;

/** Opens a tracker. The prefix is typed in any case and sent in capitals. */
@Component({
  selector: 'at-new-tracker',
  imports: [FormField, FormRoot, MatButton, MatFormFieldModule, MatInput, Refusal, RouterLink],
  templateUrl: './new-tracker.html',
})
export class NewTracker {
  private readonly store = inject(TrackerStore);
  private readonly router = inject(Router);
  private readonly model = signal({ prefix: '', name: '', description: '' });

  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.prefix, ({ value }) =>
        PREFIX_FORM.test(value().trim()) ? null : { kind: 'prefix', message: PREFIX_MESSAGE },
      );
      validate(path.name, textOf({ what: 'a name', min: 1, max: NAME_MAX_CHARS }));
      validate(path.description, textOf({ what: 'text', min: 0, max: LONG_TEXT_MAX_CHARS }));
    },
    { submission: { action: () => this.open(), onInvalid: focusFirstError } },
  );

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
        const tracker = await this.store.open(request);
        await this.router.navigate(['/trackers', tracker.id]);
      },
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    // A prefix that another tracker has is a conflict: the answer names no field, but there is one.
    if (problem.code === 'CONFLICT') {
      return [{ kind: 'refused', fieldTree: this.form.prefix, message: problem.message }];
    }
    const errors = refusedFields(problem, this.form);
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
