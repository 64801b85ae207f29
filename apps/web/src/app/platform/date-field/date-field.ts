import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { mdiCalendarMonthOutline } from '@mdi/js';
import type { PlainDate } from '@action-tracker/contracts';
import { Icon } from '../icons/icon';
import { isComposing } from '../keyboard/composing';
import { focusAtEnd, focusWithAll } from '../keyboard/focus-text';
import { Texts } from '../language/texts';
import { PartNotLoaded } from '../navigation/part-not-loaded';
import { Calendar } from './calendar';
import { CALENDAR_TEXTS } from './calendar.texts';
import { DateTexts } from './date-texts';
import { TBD } from './tbd';
import type { DateContext } from '../dates/read-date';

let fields = 0;

/**
 * A text field for a date, with a calendar. It shows how it interprets the text while the user
 * types, and why invalid text is not a date; the text stays. Its value is a plain date, `TBD`, or
 * invalid text, so that a form can keep it as a draft in any language.
 */
@Component({
  selector: 'at-date-field',
  imports: [Calendar, Icon, PartNotLoaded],
  templateUrl: './date-field.html',
  styleUrl: './date-field.scss',
  host: {
    '[class.is-bare]': 'isBare()',
    '(focusout)': 'leave($event)',
  },
})
export class DateField implements FormValueControl<string> {
  readonly value = model('');
  readonly label = input.required<string>();
  readonly isTbdAllowed = input(false);
  readonly lean = input<DateContext['lean']>('back');
  /** Without a visible label and with its hint floating, for a table cell. */
  readonly isBare = input(false);
  /** Optional first and last selectable date of the calendar. */
  readonly from = input<PlainDate>();
  readonly to = input<PlainDate>();
  /** Why the value is refused; takes precedence over the field's own checks. */
  readonly refusal = input<string>();
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly dirty = input(false);
  readonly touch = output();
  /** Emitted when a date or TBD is chosen in the calendar. */
  readonly chosen = output();

  protected readonly t = inject(Texts).with(CALENDAR_TEXTS).t;
  /** How this field reads text; its code is loaded with the field. */
  readonly dates = inject(DateTexts);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');

  /** The text being typed, while the value comes from it. */
  private readonly typed = linkedSignal<string, string | undefined>({
    source: this.value,
    computation: (value, previous) => {
      const text = previous?.value;
      return text !== undefined && this.dates.valueOf(text, this.lean()) === value
        ? text
        : undefined;
    },
  });
  private readonly isTried = signal(false);
  /** Whether the calendar is open. */
  readonly isOpen = signal(false);
  protected readonly text = computed(() => this.typed() ?? this.dates.textOf(this.value()));
  protected readonly understood = computed(() => this.dates.understood(this.value()));
  private readonly problem = computed(
    () =>
      this.dates.problemOf(this.value(), {
        isTbdAllowed: this.isTbdAllowed(),
        lean: this.lean(),
      }) ?? '',
  );
  /** While typing, only errors that further typing cannot fix are shown. */
  protected readonly error = computed(() => {
    const isLeft = this.touched() && (this.dirty() || this.value() !== '');
    const isTried = this.isTried() || isLeft;
    const refusal = this.refusal() || (isTried ? this.errors()[0]?.message : undefined);
    if (refusal) return refusal;
    const { kind } = this.dates.read(this.text(), this.lean());
    const isUnfinished = kind === 'empty' || kind === 'incomplete' || kind === 'unknown';
    return isTried || !isUnfinished ? this.problem() : '';
  });
  protected readonly help = computed(() => (this.text() === '' ? '' : this.problem()));
  protected readonly id = `date-field-${(fields += 1)}`;
  protected readonly calendarIcon = mdiCalendarMonthOutline;

  /** Selects the whole text, as Tab does, so that typing replaces it. */
  focus(): void {
    focusWithAll(this.control().nativeElement);
  }

  /**
   * @param typed Text typed before the field was rendered.
   * @param isConfirmed Whether Enter or Tab followed it.
   */
  start(typed: string | undefined, isConfirmed: boolean): void {
    this.focus();
    if (typed === undefined) return;
    const control = this.control().nativeElement;
    control.value = typed;
    focusAtEnd(control);
    this.type(typed);
    this.isTried.set(isConfirmed);
  }

  /** A click on TBD selects it, because a date cannot be typed onto it. */
  protected press(control: HTMLInputElement): void {
    if (this.value() === TBD && control.selectionStart === control.selectionEnd) control.select();
  }

  protected type(text: string): void {
    this.isTried.set(false);
    this.typed.set(text);
    this.value.set(this.dates.valueOf(text, this.lean()));
  }

  /** Enter confirms the text; the surrounding form or cell decides what follows. */
  followKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter') {
      this.typed.set(undefined);
      this.isTried.set(true);
    }
    if (event.key !== 'ArrowDown' || !event.altKey) return;
    event.preventDefault();
    this.isOpen.set(true);
  }

  protected leave({ relatedTarget }: FocusEvent): void {
    // Choosing a year removes its button, and the focus with it; a click outside closes the
    // calendar.
    if (relatedTarget === null && this.isOpen()) return;
    if (relatedTarget instanceof Node && this.host.nativeElement.contains(relatedTarget)) return;
    this.isOpen.set(false);
    this.typed.set(undefined);
    if (this.text() !== '') this.isTried.set(true);
    this.touch.emit();
  }

  protected choose(value: string): void {
    this.typed.set(undefined);
    this.value.set(value);
    this.close();
    this.chosen.emit();
  }

  protected close(): void {
    this.isOpen.set(false);
    this.focus();
  }
}
