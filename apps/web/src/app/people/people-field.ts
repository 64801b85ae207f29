import {
  Component,
  computed,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { mdiClose } from '@mdi/js';
import { Icon } from '../platform/icons/icon';
import { isComposing } from '../platform/keyboard/composing';
import { Texts } from '../platform/language/texts';
import { People } from './people';
import { PEOPLE_FIELD_TEXTS } from './people-field.texts';
import { PersonField } from './person-field';

/**
 * Several people: each with a button that removes them, and a person field that adds one more. Its
 * value is their user ids, separated by spaces, so that a form can keep it as a draft.
 */
@Component({
  selector: 'at-people-field',
  imports: [Icon, PersonField],
  template: `
    @if (ids().length > 0) {
      <ul [attr.aria-label]="label()">
        @for (id of ids(); track id) {
          <li>
            <span class="person" [attr.data-mark]="people.initialsOf(id)">{{
              people.nameOf(id)
            }}</span>
            <button
              type="button"
              class="icon"
              [attr.aria-label]="t('people.remove', { name: people.nameOf(id) })"
              (click)="remove(id)"
            >
              <at-icon [path]="removeIcon" />
            </button>
          </li>
        }
      </ul>
    }
    <at-person-field
      [label]="t('people.add', { label: label() })"
      [value]="next()"
      [errors]="errors()"
      [touched]="touched()"
      [dirty]="dirty()"
      (valueChange)="next.set($event)"
      (chosen)="add()"
      (keydown)="followKey($event)"
      (touch)="leave()"
    />
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin: 0 0 8px;
      padding: 0;
      list-style: none;
    }
    li {
      display: inline-flex;
      align-items: center;
      min-width: 0;
      max-width: 100%;
      padding-inline-start: 4px;
      border: 1px solid var(--at-line);
      border-radius: 16px;
    }
    button.icon {
      width: 28px;
      height: 28px;
      border-radius: 14px;
      color: var(--at-text-soft);
    }
    button at-icon {
      width: 14px;
      height: 14px;
    }
  `,
})
export class PeopleField implements FormValueControl<string> {
  readonly value = model('');
  readonly label = input.required<string>();
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly dirty = input(false);
  readonly touch = output();

  protected readonly t = inject(Texts).with(PEOPLE_FIELD_TEXTS).t;
  protected readonly people = inject(People);
  private readonly field = viewChild.required(PersonField);
  /** The person in the field, who is not added yet. */
  protected readonly next = signal('');
  protected readonly ids = computed(() => idsIn(this.value()));
  protected readonly removeIcon = mdiClose;

  focus(): void {
    this.field().focus();
  }

  /** The field has chosen the highlighted person by the time the key arrives here. */
  protected followKey(event: KeyboardEvent): void {
    const isEnter = event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
    if (!isEnter || isComposing(event) || this.next() === '') return;
    event.preventDefault();
    this.add();
  }

  protected leave(): void {
    this.add();
    this.touch.emit();
  }

  protected add(): void {
    const id = Number(this.next());
    this.next.set('');
    if (id > 0 && !this.ids().includes(id)) this.value.set([...this.ids(), id].join(' '));
  }

  protected remove(id: number): void {
    this.value.set(
      this.ids()
        .filter((other) => other !== id)
        .join(' '),
    );
    this.focus();
  }
}

export const idsIn = (value: string): readonly number[] =>
  value.split(' ').filter(Boolean).map(Number);
