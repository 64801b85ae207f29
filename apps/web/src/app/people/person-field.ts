import { CdkConnectedOverlay, type ConnectedPosition } from '@angular/cdk/overlay';
import {
  afterRenderEffect,
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
  viewChildren,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import type { Person } from '@action-tracker/contracts';
import { isComposing } from '../platform/keyboard/composing';
import { focusWithAll } from '../platform/keyboard/focus-text';
import { Texts } from '../platform/language/texts';
import { findPeople, personMeant } from './find-people';
import { People } from './people';
import { PEOPLE_FIELD_TEXTS } from './people-field.texts';

/** Below the field, or above it if there is no room. */
const POSITIONS: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];
const NOBODY = -1;

let fields = 0;

/**
 * A text field for a person with a list of matches: the ARIA Authoring Practices combobox with a
 * list. Angular Material's autocomplete determines its first option only after rendering the list,
 * too late for a user who types a name and presses Enter at once.
 *
 * Its value is a user id, or '' while the text is ambiguous or matches nobody. Enter, Tab and
 * submitting choose the highlighted person; blur chooses a person only if the text is unambiguous.
 */
@Component({
  selector: 'at-person-field',
  imports: [CdkConnectedOverlay],
  templateUrl: './person-field.html',
  styleUrl: './person-field.scss',
  host: { '[class.is-bare]': 'isBare()', '(focusout)': 'leave($event)' },
})
export class PersonField implements FormValueControl<string> {
  readonly value = model('');
  readonly label = input.required<string>();
  /** Without a visible label, for a table cell. */
  readonly isBare = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly dirty = input(false);
  readonly touch = output();
  /** Emitted when a person is chosen with the pointer. */
  readonly chosen = output();

  protected readonly t = inject(Texts).with(PEOPLE_FIELD_TEXTS).t;
  private readonly people = inject(People);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');
  private readonly options = viewChildren<ElementRef<HTMLElement>>('option');

  /** The text being typed; undefined while the field shows the chosen person. */
  private readonly typed = signal<string | undefined>(undefined);
  /** The person chosen when the list was opened, restored by Escape. */
  private before = '';
  protected readonly isOpen = signal(false);
  protected readonly text = computed(() => {
    const value = this.value();
    return this.typed() ?? (value === '' ? '' : this.people.nameOf(Number(value)));
  });
  protected readonly found = computed(() => {
    const typed = this.typed()?.trim() ?? '';
    return typed === '' ? this.people.all() : findPeople(this.people.all(), typed);
  });
  protected readonly isListed = computed(() => this.isOpen() && this.found().length > 0);
  protected readonly chosenId = computed(() => this.people.realId(Number(this.value())));
  /**
   * Index of the highlighted person: the best match, or the chosen person while no text is typed.
   */
  protected readonly active = linkedSignal(() => {
    const typed = this.typed();
    if (typed === undefined) return this.found().findIndex(({ id }) => id === this.chosenId());
    return typed.trim() === '' || this.found().length === 0 ? NOBODY : 0;
  });
  protected readonly activeId = computed(() => {
    const person = this.isListed() ? this.found()[this.active()] : undefined;
    return person ? `${this.id}-${person.id}` : null;
  });
  protected readonly error = computed(() => {
    const isLeft = this.touched() && (this.dirty() || this.value() !== '');
    return (isLeft && this.errors()[0]?.message) || '';
  });
  protected readonly id = `person-field-${(fields += 1)}`;
  protected readonly positions = POSITIONS;
  /** Whether arrow keys have highlighted a person without a text. */
  private hasWalked = false;

  constructor() {
    afterRenderEffect(() => {
      const option = this.options()[this.active()]?.nativeElement;
      if (this.isOpen()) option?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Selects the name, so that typing searches for someone else. */
  focus(): void {
    focusWithAll(this.control().nativeElement);
  }

  /** @param typed Text typed before the field was rendered. */
  start(typed: string | undefined): void {
    this.focus();
    this.openAll();
    if (typed === undefined) return;
    this.type(typed);
    this.control().nativeElement.value = typed;
  }

  /** Chooses the highlighted person if a text or an arrow key highlighted one. */
  takeActive(): void {
    const person = this.found()[this.active()];
    const isMeant = this.typed() !== undefined || this.hasWalked;
    if (person && isMeant) this.choose(person);
    else if (person) this.isOpen.set(false);
  }

  /** Opens the full list, for a click or an arrow key. */
  protected openAll(): void {
    if (this.isOpen()) return;
    this.control().nativeElement.select();
    this.open();
  }

  private open(): void {
    this.before = this.value();
    this.hasWalked = false;
    this.isOpen.set(true);
  }

  protected type(text: string): void {
    if (!this.isOpen()) this.open();
    this.typed.set(text);
    const person = text.trim() === '' ? undefined : personMeant(this.people.all(), text);
    this.value.set(person ? String(person.id) : '');
  }

  protected press(person: Person): void {
    this.choose(person);
    this.chosen.emit();
  }

  followKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.walk(event);
    else if (event.key === 'Enter' || event.key === 'Tab') this.end(event);
    else if (event.key === 'Escape' && this.isOpen()) this.restore(event);
  }

  protected leave({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && this.host.nativeElement.contains(relatedTarget)) return;
    this.isOpen.set(false);
    if (this.value() !== '' || this.typed()?.trim() === '') this.typed.set(undefined);
    this.touch.emit();
  }

  private choose({ id }: Person): void {
    this.value.set(String(id));
    this.typed.set(undefined);
    this.isOpen.set(false);
  }

  private walk(event: KeyboardEvent): void {
    event.preventDefault();
    if (!this.isOpen()) {
      this.openAll();
      return;
    }
    this.hasWalked = true;
    const step = event.key === 'ArrowDown' ? 1 : -1;
    const last = this.found().length - 1;
    this.active.update((place) => Math.max(0, Math.min(place + step, last)));
  }

  /** In an open list Enter is for the list, but Ctrl-Enter for the surrounding form. */
  private end(event: KeyboardEvent): void {
    if (!this.isListed()) return;
    const isForList = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (isForList) event.preventDefault();
    this.takeActive();
  }

  private restore(event: KeyboardEvent): void {
    event.preventDefault();
    this.value.set(this.before);
    this.typed.set(undefined);
    this.isOpen.set(false);
  }
}
