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
import type { User } from '@action-tracker/contracts';
import { isComposing } from '../platform/keyboard/composing';
import { focusWithAll } from '../platform/keyboard/focus-text';
import { Texts } from '../platform/language/texts';
import { findPeople, personMeant } from './find-people';
import { People } from './people';

/** Below the field, above it where there is no room. */
const POSITIONS: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];
const NOBODY = -1;

let fields = 0;

/**
 * A text field for a person, with those who fit what was typed below it: the combobox of the ARIA
 * Authoring Practices, with a list. The autocomplete of Angular Material knows who is first in its list
 * only after the list was drawn, which is too late for somebody who types a name and Enter at once.
 *
 * Its value is the id of a user, or '' while the text can mean several, or nobody. Enter, Tab and sending
 * the form take who is marked in the list; leaving takes only who alone can be meant.
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
  /** Without a label on screen, for a cell of a table. */
  readonly isBare = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly dirty = input(false);
  readonly touch = output();
  /** Somebody was chosen with a press. */
  readonly chosen = output();

  protected readonly t = inject(Texts).t;
  private readonly people = inject(People);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');
  private readonly options = viewChildren<ElementRef<HTMLElement>>('option');

  /** What is being typed; undefined while the field shows who was chosen. */
  private readonly typed = signal<string | undefined>(undefined);
  /** Who was chosen when the list was opened, for Escape. */
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
  /** The place of who is marked in the list: the best for a text, who was chosen before there is one. */
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
  /** Arrows have chosen somebody without a text. */
  private hasWalked = false;

  constructor() {
    afterRenderEffect(() => {
      const option = this.options()[this.active()]?.nativeElement;
      if (this.isOpen()) option?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** With the name selected: what is typed looks for somebody else. */
  focus(): void {
    focusWithAll(this.control().nativeElement);
  }

  /** @param typed What was typed before the field was there. */
  start(typed: string | undefined): void {
    this.focus();
    this.openAll();
    if (typed === undefined) return;
    this.type(typed);
    this.control().nativeElement.value = typed;
  }

  /** Takes who is marked in the list, if a text or an arrow key has marked anybody. */
  takeActive(): void {
    const person = this.found()[this.active()];
    const isMeant = this.typed() !== undefined || this.hasWalked;
    if (person && isMeant) this.choose(person);
    else if (person) this.isOpen.set(false);
  }

  /** With everybody in it, for a press and an arrow key. */
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

  protected press(person: User): void {
    this.choose(person);
    this.chosen.emit();
  }

  protected followKey(event: KeyboardEvent): void {
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

  private choose({ id }: User): void {
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

  /** Enter in an open list is for the list, with Control for the form around. */
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
