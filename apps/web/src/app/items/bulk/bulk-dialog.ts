import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import type { BulkRequest } from '@action-tracker/contracts';
import { FieldWords } from '../fields/field-words';
import { PersonField } from '../../people/person-field';
import type { Problem } from '../../platform/api-problem/problem';
import { Refusal } from '../../platform/api-problem/refusal';
import { DateField } from '../../platform/date-field/date-field';
import { DateTexts } from '../../platform/date-field/date-texts';
import { Dialog } from '../../platform/dialogs/dialog';
import { SendKey } from '../../platform/keyboard/send-key';
import { Texts } from '../../platform/language/texts';
import { EDITED_FIELDS, type EditedField } from '../registry/edited-fields';
import { problemOfInput, valueOfInput } from '../registry/field-input';
import { ItemSelection } from '../store/item-selection';
import { BULK_TEXTS } from './bulk.texts';
import { BulkChanges } from './bulk-changes';

export const BULK_ACTIONS = [
  ...(['status', 'owner_id', 'due_date', 'priority', 'category'] as const),
  ...(['note', 'withdraw'] as const),
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** What may be written beside the value. */
const REMARKS = {
  status: 'bulk.comment',
  due_date: 'bulk.reasonOfDate',
  note: 'bulk.noteText',
  withdraw: 'bulk.reason',
  owner_id: undefined,
  priority: undefined,
  category: undefined,
} as const satisfies Record<BulkAction, string | undefined>;

/** Asks for the value that all selected items get, states how many there are, and changes them. */
@Component({
  selector: 'at-bulk-dialog',
  imports: [DateField, Dialog, PersonField, Refusal, SendKey],
  templateUrl: './bulk-dialog.html',
  styleUrl: './bulk-dialog.scss',
})
export class BulkDialog {
  readonly action = input.required<BulkAction>();
  readonly closed = output();

  protected readonly texts = inject(Texts).with(BULK_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly words = inject(FieldWords);
  private readonly dates = inject(DateTexts);
  private readonly selection = inject(ItemSelection);
  protected readonly changes = inject(BulkChanges);

  /** Later answers do not change what the dialog is about. */
  private readonly ids = this.selection.items().map(({ id }) => id);
  private readonly trackerIds = [
    ...new Set(this.selection.items().map(({ tracker_id }) => tracker_id)),
  ];
  protected readonly count = this.ids.length;
  protected readonly value = signal('');
  protected readonly remark = signal('');
  protected readonly reason = signal('');
  protected readonly refusal = signal<Problem | undefined>(undefined);
  protected readonly field = computed(() => {
    const action = this.action();
    return action === 'note' || action === 'withdraw' ? undefined : action;
  });
  protected readonly kind = computed(() => {
    const field = this.field();
    return field && EDITED_FIELDS[field].kind;
  });
  protected readonly options = computed(() => this.choicesOfAll(this.field() ?? 'title'));
  protected readonly remarkKey = computed(() => REMARKS[this.action()]);
  protected readonly title = computed(() => {
    const field = this.field();
    if (field) {
      return this.texts.counted('bulk.change', this.count, { field: this.words.label(field) });
    }
    const stem = this.action() === 'note' ? 'bulk.addNote' : 'bulk.withdrawAll';
    return this.texts.counted(stem, this.count);
  });

  protected readonly doText = computed(() =>
    this.field() ? this.texts.counted('bulk.do', this.count) : this.title(),
  );

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterNextRender(() =>
      host.querySelector<HTMLElement>('form :is(input, select, textarea)')?.focus(),
    );
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const request = this.request();
    this.reason.set(typeof request === 'string' ? request : '');
    if (typeof request === 'string' || this.changes.done() !== undefined) return;
    this.refusal.set(await this.changes.send({ item_ids: this.ids, ...request }));
    if (!this.refusal()) this.closed.emit();
  }

  /** What each of the items can get: trackers have categories of their own. */
  private choicesOfAll(field: EditedField): readonly string[] {
    const [first = [], ...others] = this.trackerIds.map((id) => this.words.choices(field, id));
    return first.filter((word) => others.every((words) => words.includes(word)));
  }

  /** What is sent, or why it cannot be. */
  private request(): Omit<BulkRequest, 'item_ids'> | string {
    const field = this.field();
    const remark = this.remark().trim();
    if (this.action() === 'withdraw') {
      return { withdraw: true, ...(remark ? { comment: remark } : {}) };
    }
    if (!field) return remark === '' ? this.t('bulk.enterNote') : { note: remark };
    const typed = this.value();
    const problem = problemOfInput(field, typed, { t: this.t, dates: this.dates });
    if (problem !== undefined) return problem;
    const value = { [field]: valueOfInput(field, typed) };
    if (field === 'status') return { ...value, ...(remark ? { comment: remark } : {}) };
    const because = field === 'due_date' && remark ? { due_date_reason: remark } : {};
    return { changes: { ...value, ...because } };
  }
}
