/** What a paste would do to the cells of the table: the new value of each, or why it has none. */
import { inject, Service } from '@angular/core';
import type { ListedItem } from '@action-tracker/contracts';
import { findPeople, personMeant } from '../../people/find-people';
import { People } from '../../people/people';
import { DateTexts } from '../../platform/date-field/date-texts';
import { TBD } from '../../platform/date-field/tbd';
import { Texts } from '../../platform/language/texts';
import { FieldWords } from '../fields/field-words';
import { EDITED_FIELDS, type EditedField, isEdited } from '../registry/edited-fields';
import { problemOfInput, textOfField, valueOfInput } from '../registry/field-input';
import type { ItemColumn } from '../view/item-order';
import { BULK_TEXTS } from './bulk.texts';
import type { Cells } from './tsv';

export interface PastedCell {
  readonly item: ListedItem;
  readonly column: ItemColumn;
  /** As it was pasted. */
  readonly text: string;
  /** Why the cell stays as it is. */
  readonly problem: string | undefined;
  /** Undefined with a problem. */
  readonly change:
    { readonly field: EditedField; readonly value: string | number | null } | undefined;
}

/** Where cells are pasted: the rows and columns from the first cell on, in the order of the table. */
export interface PasteTarget {
  readonly items: readonly ListedItem[];
  readonly columns: readonly ItemColumn[];
  /** Whether one row of cells goes into every row. */
  readonly isRepeated: boolean;
}

@Service()
export class PastedCells {
  private readonly t = inject(Texts).with(BULK_TEXTS).t;
  private readonly words = inject(FieldWords);
  private readonly dates = inject(DateTexts);
  private readonly people = inject(People);

  /** The cells that a paste changes or cannot change; those that stay the same are left out. */
  of(cells: Cells, { items, columns, isRepeated }: PasteTarget): readonly PastedCell[] {
    const [only, ...others] = cells;
    const isSpread = isRepeated && others.length === 0;
    return items.flatMap((item, row) =>
      ((isSpread ? only : cells[row]) ?? []).flatMap((text, place) => {
        const column = columns[place];
        return column === undefined ? [] : this.cell(item, column, text);
      }),
    );
  }

  private cell(item: ListedItem, column: ItemColumn, text: string): readonly PastedCell[] {
    const given = { item, column, text };
    if (!isEdited(column)) {
      const isSame = column === 'id' && text.trim() === item.id;
      const problem = this.t('paste.readOnly');
      return isSame ? [] : [{ ...given, problem, change: undefined }];
    }
    const typed = this.typedOf(column, text, item);
    const problem = problemOfInput(column, typed, { t: this.t, dates: this.dates });
    if (problem !== undefined) return [{ ...given, problem, change: undefined }];
    const value = valueOfInput(column, typed);
    return value === item[column] ? [] : [{ ...given, problem, change: { field: column, value } }];
  }

  /** The text of a cell as its editor would have it. */
  private typedOf(field: EditedField, given: string, item: ListedItem): string {
    const text = given.trim();
    switch (EDITED_FIELDS[field].kind) {
      case 'text':
        return text;
      case 'date':
        return text === '' ? TBD : this.dates.valueOf(text, 'ahead');
      case 'user':
        return text === '' ? '' : this.personIn(text);
      case 'word':
        return (
          this.words
            .choices(field, item.tracker_id, textOfField(item, field))
            .find((word) => this.isNameOf(field, word, text)) ?? ''
        );
    }
  }

  private personIn(text: string): string {
    const all = this.people.all();
    const person =
      personMeant(all, text) ?? findPeople(all, text).find(({ name }) => name === text);
    return person ? String(person.id) : '';
  }

  private isNameOf(field: EditedField, word: string, text: string): boolean {
    const wanted = text.toLowerCase();
    return [word, this.words.value(field, word)].some((name) => name.toLowerCase() === wanted);
  }
}
