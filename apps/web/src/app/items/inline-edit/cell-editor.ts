import {
  afterNextRender,
  afterRenderEffect,
  Component,
  DestroyRef,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { isPlainDate, type Item } from '@action-tracker/contracts';
import { isLater } from '../due/due';
import { FieldWords } from '../fields/field-words';
import { DateField } from '../../platform/date-field/date-field';
import { TBD } from '../../platform/date-field/tbd';
import { Formats } from '../../platform/formats/formats';
import { isComposing } from '../../platform/keyboard/composing';
import { focusAtEnd, focusWithAll } from '../../platform/keyboard/focus-text';
import { Texts } from '../../platform/language/texts';
import { People } from '../../people/people';
import { PersonField } from '../../people/person-field';
import { CellDrafts } from './cell-drafts';
import { ItemEdits } from './item-edits';
import { EDITED_FIELDS } from '../registry/edited-fields';
import { textOfField } from '../registry/field-input';
import { type CellChange, type CellField, changeOf } from './cell-fields';

/** They open the calendar of a date, and move through the list of people. */
const OPENING_KEYS = ['ArrowDown', 'ArrowUp'];

/** Where the focus goes when an edit ends. */
export type AfterEdit = 'stay' | 'next' | 'previous' | 'leave';

export interface CellEdit {
  /** Undefined when nothing changed. */
  readonly change: CellChange | undefined;
  readonly then: AfterEdit;
}

/**
 * Edits one field in place. Enter and blur save, Tab saves and edits the next field, Escape
 * cancels; a choice in a list or calendar is saved at once. A later due date is followed by the
 * question why: the next Enter or Tab saves, with or without an answer. A title is edited from its end, as in a
 * spreadsheet; typing a date or person replaces the current one. The editor owns the text: updates
 * from the server cannot change it.
 */
@Component({
  selector: 'at-cell-editor',
  imports: [DateField, PersonField],
  templateUrl: './cell-editor.html',
  styleUrl: './cell-editor.scss',
  host: {
    '(keydown)': 'followKey($event)',
    '(focusout)': 'leave($event)',
    '(dblclick)': '$event.stopPropagation()',
  },
})
export class CellEditor {
  readonly item = input.required<Item>();
  readonly field = input.required<CellField>();
  readonly finished = output<CellEdit>();

  protected readonly t = inject(Texts).t;
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly drafts = inject(CellDrafts);
  private readonly edits = inject(ItemEdits);
  private readonly formats = inject(Formats);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly control = viewChild<ElementRef<HTMLInputElement | HTMLSelectElement>>('control');
  private readonly dateField = viewChild<DateField>('date');
  private readonly personField = viewChild<PersonField>('people');
  private readonly why = viewChild<ElementRef<HTMLInputElement>>('why');
  /** Where the edit ends after the question why the date is later; unset until it is asked. */
  protected readonly asked = signal<AfterEdit | undefined>(undefined);
  private readonly waiting = viewChild<ElementRef<HTMLInputElement>>('waiting');
  /** Shown when the code of the field could not be loaded: a plain list or text replaces it. */
  protected readonly failed = viewChild<unknown>('failed');
  /** Whether the field itself has the focus, not its placeholder. */
  private readonly isSettled = signal(false);
  protected readonly isWaiting = computed(
    () => ['user', 'date'].includes(this.kind()) && !this.isSettled() && !this.failed(),
  );
  protected typedAhead: string | undefined;
  /** Arrow keys pressed in the placeholder after the text was typed. */
  private keysAhead: readonly KeyboardEvent[] = [];
  private endedAhead: AfterEdit | undefined;
  protected readonly arePeopleKnown = computed(() => this.people.status() !== 'loading');
  /** The current value in the placeholder of a person or date field. */
  protected readonly shownText = computed(() =>
    this.kind() === 'date'
      ? this.dateText(this.value())
      : this.words.value(this.field(), this.item()[this.field()]),
  );
  private isFinished = false;
  /**
   * Whether a key that moves through a closed list is pressed; keys in an open list belong to the
   * browser.
   */
  protected isKeyDown = false;

  protected readonly kind = computed(() => EDITED_FIELDS[this.field()].kind);
  protected readonly refusal = signal('');
  protected readonly label = computed(() =>
    this.t('field.of', { field: this.words.label(this.field()), item: this.item().id }),
  );
  protected readonly value = linkedSignal(() => textOfField(this.item(), this.field()));
  protected readonly options = computed(() => this.optionsOf(this.field()));

  constructor() {
    const destroyRef = inject(DestroyRef);
    afterNextRender(() => {
      destroyRef.onDestroy(this.drafts.hold(this.item().id, this.field()));
      const resumed = this.edits.takeResumed(this.item().id, this.field());
      if (resumed) this.value.set(resumed.text);
    });
    afterRenderEffect(() => this.why()?.nativeElement.focus());
    afterRenderEffect(() => {
      const control = this.control()?.nativeElement;
      const people = this.personField();
      const [date, waiting] = [this.dateField(), this.waiting()?.nativeElement];
      untracked(() => {
        if (this.isSettled()) return;
        if (control instanceof HTMLInputElement) this.startText(control);
        else if (control) control.focus();
        else if (date) this.startDate(date);
        else if (people) this.startWith(people);
        else if (waiting) focusWithAll(waiting);
        // Remove the placeholder only now, so that no key press is lost in between.
        this.isSettled.set((control ?? date ?? people) !== undefined);
      });
    });
  }

  /** Replays what was typed, and possibly confirmed, before the field was ready. */
  private startWith(people: PersonField): void {
    people.start(this.typedAhead);
    this.keysAhead.forEach((key) => people.followKey(key));
    this.endAhead(() => people.takeActive());
  }

  private startDate(date: DateField): void {
    // Whoever has left keeps the focus where it is.
    if (this.endedAhead !== 'leave') date.start(this.typedAhead, this.endedAhead !== undefined);
    if (!this.endedAhead) this.keysAhead.forEach((key) => date.followKey(key));
    this.endAhead();
  }

  private startText(control: HTMLInputElement): void {
    if (this.kind() === 'date' && this.typedAhead === undefined) focusWithAll(control);
    else focusAtEnd(control);
    this.endAhead();
  }

  private endAhead(before?: () => void): void {
    const { endedAhead } = this;
    if (!endedAhead) return;
    // Not during rendering, because ending an edit triggers another rendering.
    queueMicrotask(() => {
      before?.();
      this.finish(endedAhead);
    });
  }

  protected followKey(event: KeyboardEvent): void {
    event.stopPropagation();
    this.isKeyDown = true;
    // Enter on a nested button presses that button.
    const isOnButton = event.target instanceof HTMLButtonElement;
    if (isComposing(event) || (isOnButton && event.key !== 'Escape')) return;
    if (event.key === 'Enter') this.finish('stay');
    else if (event.key === 'Tab') this.finish(event.shiftKey ? 'previous' : 'next');
    else if (event.key === 'Escape') this.cancel();
    else if (this.isWaiting() && OPENING_KEYS.includes(event.key)) {
      this.keysAhead = [...this.keysAhead, event];
    } else return;
    event.preventDefault();
  }

  /** Takes what is typed before the field is ready; a date is a draft already. */
  protected typeAhead(text: string): void {
    this.typedAhead = text;
    this.keysAhead = [];
    if (this.kind() === 'date') this.type(text);
  }

  protected type(text: string): void {
    this.refusal.set('');
    this.value.set(text);
    this.drafts.keep(this.item(), this.field(), text);
  }

  /**
   * A choice in an open list is deliberate; arrow keys in a closed list only pass through values.
   */
  protected choose(): void {
    if (!this.isKeyDown) this.finish('stay');
  }

  protected leave({ relatedTarget }: FocusEvent): void {
    // The placeholder was removed for its control, or stays until the people are there.
    const isReplaced = this.failed() !== undefined || this.kind() === 'user';
    if (relatedTarget === null && !this.isSettled() && isReplaced) return;
    // The calendar removes the focused day when it shows another month, and the focus with it.
    if (relatedTarget === null && this.dateField()?.isOpen()) return;
    const isInside =
      relatedTarget instanceof Node && this.host.nativeElement.contains(relatedTarget);
    if (!isInside) this.finish('leave');
  }

  protected finish(then: AfterEdit): void {
    if (this.isFinished) return;
    // A date is read by the code of its field.
    if (!this.isSettled() && (then !== 'leave' || this.kind() === 'date')) {
      this.endedAhead = then;
      return;
    }
    const change = changeOf(this.field(), this.typed(), {
      t: this.t,
      dates: this.dateField()?.dates,
    });
    if (typeof change === 'string') {
      // The focus is already elsewhere: keep the text as a draft, with the reason.
      if (then === 'leave') this.close('leave');
      else this.refusal.set(change);
      return;
    }
    const asked = this.asked();
    if (!asked && then !== 'leave' && isLater(this.item().due_date, change.due_date)) {
      this.asked.set(then);
      return;
    }
    this.isFinished = true;
    const isSame = Object.values(change)[0] === this.item()[this.field()];
    if (isSame) this.drafts.forget(this.item().id, this.field());
    const reason = this.why()?.nativeElement.value.trim();
    const explained = reason ? { ...change, due_date_reason: reason } : change;
    this.finished.emit({
      change: isSame ? undefined : explained,
      then: then === 'stay' ? (asked ?? then) : then,
    });
  }

  /** Empty text where there was no date changes nothing. */
  private typed(): string {
    if (this.kind() !== 'date') return this.value();
    const isNothing = this.value().trim() === '';
    if (isNothing && this.item()[this.field()] === null) return TBD;
    return this.dateField()?.dates.valueOf(this.value(), 'ahead') ?? this.value();
  }

  private dateText(value: string): string {
    if (value === TBD) return this.t('time.tbd');
    return isPlainDate(value) ? this.formats.plainDate(value) : value;
  }

  private cancel(): void {
    this.drafts.forget(this.item().id, this.field());
    this.close('stay');
  }

  private close(then: AfterEdit): void {
    this.isFinished = true;
    this.finished.emit({ change: undefined, then });
  }

  private optionsOf(field: CellField): readonly { value: string; label: string }[] {
    if (this.kind() === 'user') {
      if (!this.failed()) return [];
      return this.people.all().map(({ id, name }) => ({ value: String(id), label: name }));
    }
    const item = this.item();
    const words = this.words.choices(field, item.tracker_id, textOfField(item, field));
    return words.map((value) => ({ value, label: this.words.value(field, value) }));
  }
}
