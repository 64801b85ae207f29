import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { mdiChevronDown } from '@mdi/js';
import { Icon } from '../icons/icon';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

let nextId = 0;

/**
 * A button that opens a list of checkboxes: several values of one facet, each with how many items
 * it would show. Closes with Escape, with a press elsewhere, and when focus moves on.
 */
@Component({
  selector: 'at-facet-menu',
  imports: [Icon],
  templateUrl: './facet-menu.html',
  styleUrl: './facet-menu.scss',
  host: {
    '(document:pointerdown)': 'closeUnlessInside($event.target)',
    '(focusout)': 'closeUnlessInside($event.relatedTarget)',
    '(keydown.escape)': 'close($event)',
  },
})
export class FacetMenu {
  readonly label = input.required<string>();
  readonly options = input.required<readonly FacetOption[]>();
  readonly chosen = input.required<readonly string[]>();
  /** Says nothing on the button: for a menu where some choice is always made. */
  readonly isQuiet = input(false);
  readonly toggled = output<string>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly button = viewChild.required<ElementRef<HTMLButtonElement>>('button');

  protected readonly isOpen = signal(false);
  protected readonly panelId = `facet-menu-${nextId++}`;
  protected readonly chevronIcon = mdiChevronDown;
  protected readonly chosenText = computed(() => {
    const chosen = this.options().filter(({ value }) => this.chosen().includes(value));
    const [first] = chosen;
    if (this.isQuiet()) return '';
    return chosen.length > 1 ? String(chosen.length) : (first?.label ?? '');
  });

  protected close(event: Event): void {
    if (!this.isOpen()) return;
    event.stopPropagation();
    this.isOpen.set(false);
    this.button().nativeElement.focus();
  }

  /** Focus that goes nowhere is a press on something that cannot have it; the press decides then. */
  protected closeUnlessInside(target: EventTarget | null): void {
    const isInside = target instanceof Node && this.host.nativeElement.contains(target);
    if (target !== null && !isInside) this.isOpen.set(false);
  }
}
