import { Component, computed, inject, input, model } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { PlainDate, WireField } from '@action-tracker/contracts';
import { ERRORS_OF_EDITED_FIELDS } from '../../platform/api-problem/errors-of-edited-fields';
import { DateField } from '../../platform/date-field/date-field';
import { Texts } from '../../platform/language/texts';
import { PersonField } from '../../people/person-field';
import { isLater } from '../due/due';
import { FieldWords } from '../fields/field-words';
import { EDITED_FIELDS, withOtherFields } from '../registry/edited-fields';
import { EMPTY_DRAFT, type ItemDraft } from './item-draft';
import { ITEM_FORM_TEXTS } from './item-forms.texts';

/** In the order in which people fill them in. */
const FORM_FIELDS: readonly WireField[] = withOtherFields([
  ...(['title', 'category', 'owner_id', 'priority', 'due_date'] as const),
]);

/** The form fields of an item, shared by the new and the edit form. */
@Component({
  selector: 'at-item-fields',
  imports: [DateField, FormField, MatFormFieldModule, MatInput, PersonField],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './item-fields.html',
})
export class ItemFields {
  readonly form = input.required<FieldTree<ItemDraft>>();
  readonly trackerId = input.required<number>();
  /** The due date of the item so far: a later one is followed by the question why. */
  readonly dueDate = input<PlainDate | null>(null);
  readonly reason = model('');
  protected readonly isLater = computed(() =>
    isLater(this.dueDate(), this.form().due_date().value()),
  );

  protected readonly t = inject(Texts).with(ITEM_FORM_TEXTS).t;
  protected readonly words = inject(FieldWords);
  protected readonly fields = FORM_FIELDS;
  protected readonly described = EDITED_FIELDS;
  protected readonly empty = EMPTY_DRAFT;

  /** A form uses the full label of the due date. */
  protected labelOf(field: WireField): string {
    return field === 'due_date' ? this.t('form.dueDate') : this.words.label(field);
  }
}
