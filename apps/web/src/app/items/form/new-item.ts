import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  numberAttribute,
  signal,
} from '@angular/core';
import { apply, form, FormField, FormRoot, submit, validate } from '@angular/forms/signals';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '../../platform/api-problem/problem';
import { ProblemWords } from '../../platform/api-problem/problem-words';
import {
  focusFirstError,
  refusedFields,
  type SaveErrors,
  trySave,
} from '../../platform/api-problem/refused-fields';
import { Refusal } from '../../platform/api-problem/refusal';
import { DateTexts } from '../../platform/date-field/date-texts';
import { DateField } from '../../platform/date-field/date-field';
import { dateOf } from '../../platform/date-field/date-rule';
import type { Fields } from '../../platform/drafts/drafts';
import { keepDraft } from '../../platform/drafts/keep-draft';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { isSendKey, SendKey } from '../../platform/keyboard/send-key';
import { People } from '../../people/people';
import { Session } from '../../platform/session/session';
import { RightsHint } from '../../trackers/rights-hint';
import { TrackerStore } from '../../trackers/tracker-store';
import { Texts } from '../../platform/language/texts';
import { ITEM_FORM_TEXTS } from './item-forms.texts';
import {
  EDITABLE_FIELDS,
  EMPTY_DRAFT,
  type ItemDraft,
  itemDraftRules,
  requestOf,
} from './item-draft';
import { ItemFields } from './item-fields';
import { ItemListStore } from '../store/item-list-store';

type NewItemDraft = ItemDraft & Record<'create_date', string>;
const NEW_ITEM_FIELDS = [...EDITABLE_FIELDS, 'create_date'] as const;

/** Adds an item to a tracker. Its number comes from the server. */
@Component({
  selector: 'at-new-item',
  imports: [DateField, FormField, FormRoot, ItemFields, Refusal, RightsHint, RouterLink, SendKey],
  templateUrl: './new-item.html',
  styles: `
    .created a {
      font-weight: 500;
      white-space: nowrap;
    }
  `,
})
export class NewItem {
  readonly trackerId = input.required({ transform: numberAttribute });
  /** From the query: the review from which somebody came, and returns to. */
  readonly review = input<string>();

  protected readonly t = inject(Texts).with(ITEM_FORM_TEXTS).t;
  private readonly words = inject(ProblemWords);
  private readonly dates = inject(DateTexts);
  private readonly items = inject(ItemListStore);
  private readonly trackers = inject(TrackerStore);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  protected readonly backTo = computed(() => {
    const review = this.review();
    const tracker = ['/trackers', this.trackerId()];
    return review === undefined ? tracker : [...tracker, 'reviews', review];
  });

  /** The date arrives from the server after the form is rendered; text typed before that stays. */
  private readonly model = linkedSignal<string, NewItemDraft>({
    source: () => this.session.today() ?? '',
    computation: (today, previous) => {
      const draft = previous?.value ?? { ...EMPTY_DRAFT, create_date: '' };
      return { ...draft, create_date: draft.create_date || today };
    },
  });

  /** The initial form values; when adding several items, the choices of the previous one. */
  private readonly untouched = linkedSignal<NewItemDraft>(() => ({
    ...EMPTY_DRAFT,
    create_date: this.session.today() ?? '',
  }));
  /** The item created last, while the form continues with the next one. */
  protected readonly created = signal<string | undefined>(undefined);

  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly tracker = computed(() =>
    this.trackers.one.hasValue() ? this.trackers.one.value() : undefined,
  );
  protected readonly form = form(
    this.model,
    (path) => {
      apply(path, itemDraftRules(this.t, this.dates));
      validate(path.create_date, dateOf(this.dates));
    },
    { submission: { action: () => this.create(), onInvalid: focusFirstError } },
  );

  protected readonly draft = keepDraft({
    name: () => `item of tracker ${this.trackerId()}`,
    model: this.model,
    typed: (item) => typedFields(item, this.untouched()),
  });

  constructor() {
    inject(Keyboard).offer(() => ({ sendAndGoOn: true }));
    afterNextRender(() => this.form.title().focusBoundControl());
    inject(People).refresh();
    effect(() => this.trackers.show(this.trackerId()));
  }

  protected followKey(event: KeyboardEvent): void {
    if (!isSendKey(event) || !event.shiftKey) return;
    event.preventDefault();
    this.createAndGoOn();
  }

  protected createAndGoOn(): void {
    const action = () => this.save((id) => this.goOn(id));
    void submit(this.form, { action, onInvalid: () => focusFirstError(this.form) });
  }

  private create(): Promise<SaveErrors> {
    return this.save(async (id) => {
      this.draft.forget();
      await this.router.navigate(this.review() === undefined ? ['/items', id] : this.backTo());
    });
  }

  private save(then: (id: string) => unknown): Promise<SaveErrors> {
    const request = { ...requestOf(this.model()), create_date: this.model().create_date };
    this.refusal.set(undefined);
    this.created.set(undefined);
    return trySave(
      async () => {
        const { id } = await this.items.create(this.trackerId(), request);
        await then(id);
      },
      (problem) => this.refuse(problem),
    );
  }

  /** In a meeting, the next item usually has the same owner and dates, but never the same title. */
  private goOn(id: string): void {
    const next = { ...this.model(), title: '' };
    this.untouched.set(next);
    this.form().reset(next);
    this.created.set(id);
    this.form.title().focusBoundControl();
  }

  private refuse(problem: Problem): SaveErrors {
    const errors = refusedFields(problem, this.form, (error) => this.words.ofField(error));
    if (errors.length === 0) this.refusal.set(problem);
    return errors;
  }
}

/** Keeps only what the user chose: a draft restored on another day is created on that day. */
function typedFields(item: NewItemDraft, untouched: NewItemDraft): Fields | undefined {
  const fields = NEW_ITEM_FIELDS.filter((field) => item[field] !== untouched[field]);
  if (item.title.trim() === '' && fields.length === 0) return undefined;
  return Object.fromEntries(fields.map((field) => [field, item[field]]));
}
