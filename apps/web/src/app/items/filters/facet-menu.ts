import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  output,
  viewChildren,
} from '@angular/core';
import { mdiChevronDown } from '@mdi/js';
import { DropDown } from '../../platform/drop-down/drop-down';
import { Icon } from '../../platform/icons/icon';
import { isComposing } from '../../platform/keyboard/composing';
import { Texts } from '../../platform/language/texts';
import { NOTHING_TYPED, optionAfter, typedWith } from './option-walk';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

const NOWHERE = -1;

let nextId = 0;

/**
 * A button that opens a list of checkboxes for the values of one facet, each with the number of
 * matching items.
 */
@Component({
  selector: 'at-facet-menu',
  imports: [Icon],
  templateUrl: './facet-menu.html',
  styleUrl: './facet-menu.scss',
  hostDirectives: [DropDown],
})
export class FacetMenu {
  protected readonly number = inject(Texts).number;
  readonly label = input.required<string>();
  /** Asked for only while the menu is open or names its choice, because counting takes time. */
  readonly options = input.required<() => readonly FacetOption[]>();
  readonly chosen = input.required<readonly string[]>();
  /** Hides the number of choices on the button, for a menu that always has one. */
  readonly isQuiet = input(false);
  readonly toggled = output<string>();
  private typed = NOTHING_TYPED;
  private readonly boxes = viewChildren<ElementRef<HTMLInputElement>>('box');

  protected readonly dropDown = inject(DropDown);
  protected readonly panelId = `facet-menu-${nextId++}`;
  protected readonly chevronIcon = mdiChevronDown;
  protected readonly chosenText = computed(() => {
    if (this.isQuiet() || this.chosen().length === 0) return '';
    const chosen = this.options()().filter(({ value }) => this.chosen().includes(value));
    const [first] = chosen;
    return chosen.length > 1 ? String(chosen.length) : (first?.label ?? '');
  });

  /** Arrow keys, Home, End and letters move between boxes as in any list; Space toggles. */
  protected followKey(event: KeyboardEvent, from: number): void {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const labels = this.options()().map(({ label }) => label);
    this.typed = typedWith(this.typed, event.key, event.timeStamp);
    const option = optionAfter(event.key, from, labels, this.typed.text);
    const box = this.boxes()[option ?? NOWHERE];
    if (!box) return;
    event.preventDefault();
    box.nativeElement.focus();
  }
}
