import { Component, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { CATEGORIES, PRIORITIES } from '@action-tracker/contracts';
import { ERRORS_OF_EDITED_FIELDS } from '../../platform/api-problem/errors-of-edited-fields';
import { DateField } from '../../platform/date-field/date-field';
import { Texts } from '../../platform/language/texts';
import { PersonField } from '../../people/person-field';
import { FieldWords } from '../fields/field-words';
import type { ItemDraft } from './item-draft';

/** The form fields of an item, the same for a new and an existing one. */
@Component({
  selector: 'at-item-fields',
  imports: [DateField, FormField, MatFormFieldModule, MatInput, PersonField],
  providers: [ERRORS_OF_EDITED_FIELDS],
  templateUrl: './item-fields.html',
})
export class ItemFields {
  readonly form = input.required<FieldTree<ItemDraft>>();

  protected readonly t = inject(Texts).t;
  protected readonly words = inject(FieldWords);
  protected readonly categories = CATEGORIES;
  protected readonly priorities = PRIORITIES;
}
