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
import { SharingWords } from '../sharing/sharing-words';
import { TrackerStore } from '../trackers/tracker-store';
import { AccessApi } from './access-api';
import { MERGE_TEXTS } from './merge.texts';

/** Further ones are counted only. */
const MAX_LISTED = 12;

/** Merges a person whom an import made into the one who is meant, after a look at what changes. */
@Component({
  selector: 'at-merge-person',
  imports: [FormField, FormRoot, PersonField, SendKey],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './merge-person.html',
  styleUrl: './change-person.scss',
})
export class MergePerson {
  readonly person = input.required<Person>();
  readonly merged = output<MergedPerson>();
  readonly left = output();

  private readonly texts = inject(Texts).with(MERGE_TEXTS);
  protected readonly t = this.texts.t;
  private readonly people = inject(People);
  private readonly trackers = inject(TrackerStore);
  private readonly roles = inject(SharingWords);
  private readonly words = inject(ProblemWords);
  private readonly api = inject(AccessApi);
  private readonly model = signal<Record<'into', string>>({ into: '' });
  protected readonly refusal = signal('');
  protected readonly isMerging = signal(false);
  /** What would change; to be asked for again when somebody else is chosen. */
  protected readonly preview = linkedSignal<string, MergedPerson | undefined>({
    source: () => this.model().into,
    computation: () => undefined,
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
    this.trackers.know();
    afterNextRender(() => this.form.into().focusBoundControl());
  }

  /** One line for the items and one for each role. */
  protected changesOf({ items, roles, into_id: into }: MergedPerson): readonly string[] {
    const name = this.people.nameOf(into);
    const ids = `${items.slice(0, MAX_LISTED).join(', ')}${items.length > MAX_LISTED ? ', …' : ''}`;
    return [
      items.length === 0
        ? this.t('merge.noItems')
        : this.texts.counted('merge.items', items.length, { name, ids }),
      ...roles.map(({ tracker_id: id, role }) =>
        this.t('merge.role', {
          ...{ name, role: this.roles.role(role), tracker: this.trackers.nameOf(id, `#${id}`) },
        }),
      ),
    ];
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
      if (Number(this.model().into) === into) this.preview.set(found);
    });
  }

  private attempt(act: (into: number) => Promise<void>): Promise<SaveErrors> {
    this.refusal.set('');
    return trySave(
      () => act(Number(this.model().into)),
      (problem) => this.refuse(problem),
    );
  }

  private refuse(problem: Problem): SaveErrors {
    this.preview.set(undefined);
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    const isConflict = problem.code === 'CONFLICT';
    if (errors.length === 0) {
      this.refusal.set(isConflict ? this.t('merge.conflict') : this.words.of(problem));
    }
    return errors;
  }
}
