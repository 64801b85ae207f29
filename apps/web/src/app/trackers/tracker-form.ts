import {
  afterNextRender,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import {
  type ChangeTrackerRequest,
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  type Tracker,
} from '@action-tracker/contracts';
import { Announcer } from '../platform/announcer/announcer';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import { type Problem, toProblem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Refusal } from '../platform/api-problem/refusal';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { textOf } from '../platform/api-problem/text-limits';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { TRACKER_FORM_TEXTS } from './tracker-forms.texts';
import { TrackerChanges } from './tracker-changes';
import { TrackerStore } from './tracker-store';
import type { VersionedTracker } from './trackers-api';

type Details = Record<'name' | 'description', string>;

const detailsOf = ({ name, description }: Tracker): Details => ({
  name,
  description: description ?? '',
});

/**
 * Edits name and description of a tracker and sends only changed fields. If someone else saved the
 * same field in between, the form shows their value, and the next save knowingly overwrites it;
 * their changes of the other field stay.
 */
@Component({
  selector: 'at-tracker-form',
  imports: [FormField, FormRoot, MatFormFieldModule, MatInput, Refusal, RouterLink, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './tracker-form.html',
})
export class TrackerForm {
  readonly opened = input.required<VersionedTracker>();

  protected readonly t = inject(Texts).with(TRACKER_FORM_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly store = inject(TrackerStore);
  private readonly changes = inject(TrackerChanges);
  private readonly router = inject(Router);
  private readonly announcer = inject(Announcer);
  protected readonly tracker = computed(() => this.opened().tracker);
  private readonly model = linkedSignal(() => detailsOf(this.tracker()));
  /** The server's values when this user last saw them. */
  private readonly seen = linkedSignal(() => detailsOf(this.tracker()));

  private readonly version = linkedSignal(() => this.opened().version);

  protected readonly refusal = signal<Problem | undefined>(undefined);
  /** Fields changed by someone else in the meantime, with their current values. */
  protected readonly collisions = signal<readonly (keyof Details)[]>([]);
  protected readonly theirs = this.seen.asReadonly();
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.name, textOf({ missing: 'form.enterName', max: NAME_MAX_CHARS, t: this.t }));
      validate(path.description, textOf({ max: LONG_TEXT_MAX_CHARS, t: this.t }));
    },
    { submission: { action: () => this.save(), onInvalid: focusFirstError } },
  );

  constructor() {
    afterNextRender(() => this.form.name().focusBoundControl());
  }

  protected labelOf(field: keyof Details): string {
    return this.t(field === 'name' ? 'trackers.name' : 'trackers.description');
  }

  protected takeTheirs(): void {
    const theirs = this.theirs();
    for (const field of this.collisions()) this.form[field]().value.set(theirs[field]);
    this.collisions.set([]);
    this.form.name().focusBoundControl();
  }

  private save(): Promise<SaveErrors> {
    this.refusal.set(undefined);
    return trySave(
      () => this.send(),
      (problem) => this.refuse(problem),
    );
  }

  private async send(): Promise<void> {
    const mine = this.changed(this.seen());
    if (Object.keys(mine).length > 0) {
      if (!(await this.change(mine))) return;
      this.announcer.announce(this.t('editTracker.saved'));
    }
    await this.router.navigate(['/trackers', this.tracker().id]);
  }

  /** Whether it was saved: refused when someone else has changed a field that is changed here. */
  private async change(mine: ChangeTrackerRequest): Promise<boolean> {
    const { id } = this.tracker();
    try {
      await this.changes.change(id, mine, this.version());
      return true;
    } catch (failure) {
      if (toProblem(failure).code !== 'PRECONDITION_FAILED') throw failure;
      const { tracker, version } = await this.store.read(id);
      this.version.set(version);
      return !this.collidesWith(detailsOf(tracker)) && this.change(mine);
    }
  }

  private collidesWith(now: Details): boolean {
    const { name, description } = this.changed(this.seen());
    const seen = this.seen();
    const fields: (keyof Details)[] = [];
    if (name !== undefined && now.name !== seen.name && now.name !== name) fields.push('name');
    const isOther = now.description !== seen.description && now.description !== (description ?? '');
    if (description !== undefined && isOther) fields.push('description');
    this.seen.set(now);
    this.collisions.set(fields);
    return fields.length > 0;
  }

  private changed(seen: Details): ChangeTrackerRequest {
    const { name, description } = this.model();
    return {
      ...(name.trim() === seen.name ? {} : { name: name.trim() }),
      ...(description.trim() === seen.description
        ? {}
        : { description: description.trim() || null }),
    };
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}
