import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormField, FormRoot, validate } from '@angular/forms/signals';
import type { MergedPerson, Person } from '@action-tracker/contracts';
import { People } from '../people/people';
import { PersonField } from '../people/person-field';
import { ERRORS_OF_EDITED_FIELDS } from '../platform/api-problem/errors-of-edited-fields';
import type { Problem } from '../platform/api-problem/problem';
import { ProblemWords } from '../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../platform/api-problem/refused-fields';
import { SendKey } from '../platform/keyboard/send-key';
import { Texts } from '../platform/language/texts';
import { AccessApi } from './access-api';
import { MERGE_TEXTS } from './merge.texts';
import { MergeWords } from './merge-words';

/**
 * Merges a person created by an import into another person, after a preview of the changes. Merging
 * again moves the items that an earlier merge left.
 */
@Component({
  selector: 'at-merge-person',
  imports: [FormField, FormRoot, PersonField, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './merge-person.html',
  styleUrls: ['./change-person.scss', './merge-box.scss'],
})
export class MergePerson {
  readonly person = input.required<Person>();
  readonly merged = output<MergedPerson>();
  readonly left = output();

  protected readonly t = inject(Texts).with(MERGE_TEXTS).t;
  private readonly people = inject(People);
  private readonly mergeWords = inject(MergeWords);
  private readonly words = inject(ProblemWords);
  private readonly api = inject(AccessApi);
  private readonly changes = viewChild<ElementRef<HTMLElement>>('changes');

  private readonly mergedInto = computed(() => this.person().merged_into_id);
  protected readonly isAgain = computed(() => this.mergedInto() !== null);
  private readonly model = linkedSignal<number | null, Record<'into', string>>({
    source: this.mergedInto,
    computation: (id) => ({ into: id === null ? '' : String(id) }),
  });
  private readonly intoId = computed(() => Number(this.model().into));
  protected readonly intoName = computed(() => this.people.nameOf(this.intoId()));
  protected readonly refusal = signal('');
  protected readonly isMerging = signal(false);
  /** What would change; to be asked for again when somebody else is chosen. */
  protected readonly preview = linkedSignal<number, MergedPerson | undefined>({
    source: this.intoId,
    computation: () => undefined,
  });
  /** Whether merging would do anything, as far as is known. */
  protected readonly isNeeded = computed(() => {
    const found = this.preview();
    return !found?.was_merged || found.items.length + found.roles.length > 0;
  });
  protected readonly form = form(
    this.model,
    (path) => {
      validate(path.into, ({ value }) => {
        const isOther = value() !== '' && Number(value()) !== this.person().id;
        return isOther ? null : { kind: 'into', message: this.t('merge.enterInto') };
      });
    },
    { submission: { action: () => this.look(), onInvalid: focusFirstError } },
  );

  constructor() {
    this.mergeWords.loadTrackerNames();
    afterNextRender(() => {
      if (this.isAgain()) void this.look();
      else this.form.into().focusBoundControl();
    });
    // The button that asked for it is gone.
    afterRenderEffect(() => this.changes()?.nativeElement.focus());
  }

  protected changesOf(found: MergedPerson): readonly string[] {
    return this.mergeWords.changes(found);
  }

  protected async merge(): Promise<void> {
    if (this.isMerging()) return;
    this.isMerging.set(true);
    await this.attempt(async (into) => {
      this.merged.emit(await this.api.mergePerson(this.person().id, { into }));
    });
    this.isMerging.set(false);
  }

  private look(): Promise<SaveErrors> {
    return this.attempt(async (into) => {
      const found = await this.api.mergePerson(this.person().id, { into, dry_run: true });
      if (this.intoId() === into) this.preview.set(found);
    });
  }

  private attempt(act: (into: number) => Promise<void>): Promise<SaveErrors> {
    this.refusal.set('');
    return trySave(
      () => act(this.intoId()),
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    this.preview.set(undefined);
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    const isConflict = problem.code === 'CONFLICT';
    if (errors.length === 0) {
      const why = isConflict ? this.mergeWords.conflict(this.person(), this.intoId()) : undefined;
      this.refusal.set(why ?? this.words.of(problem));
    }
    return errors;
  }
}
