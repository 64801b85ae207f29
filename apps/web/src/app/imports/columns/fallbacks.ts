import { Component, computed, inject, input } from '@angular/core';
import type { Import, ImportField, ImportMapping } from '@action-tracker/contracts';
import { FieldWords } from '../../items/fields/field-words';
import { People } from '../../people/people';
import { Session } from '../../platform/session/session';
import { Texts } from '../../platform/language/texts';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { columnsOf, withDefault, withKey } from '../api/mapping-edits';
import { COLUMNS_TEXTS } from './columns.texts';

/** What an item cannot be without, in the order of the form, and what is often missing. */
const FIELDS = ['category', 'owner', 'priority', 'status', 'due_date', 'create_date'] as const;
type FallbackField = (typeof FIELDS)[number];
/** Stands for a day that is typed. */
const A_DAY = 'day';
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Constants and fallbacks: what rows get that say nothing about a field. */
@Component({
  selector: 'at-fallbacks',
  templateUrl: './fallbacks.html',
})
export class Fallbacks {
  readonly import = input.required<Import>();
  readonly mapping = input.required<ImportMapping>();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(COLUMNS_TEXTS).t;
  private readonly shared = this.texts.with(IMPORT_TEXTS).t;
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  private readonly session = inject(Session);
  private readonly store = inject(ImportStore);
  protected readonly aDay = A_DAY;

  protected readonly rows = computed(() =>
    FIELDS.map((field) => {
      const mapped = this.mapping().fields[field];
      const chosen = mapped?.default ?? '';
      const isDay = field === 'create_date' && PLAIN_DATE.test(chosen);
      return {
        field,
        chosen,
        isDay,
        selected: isDay ? A_DAY : chosen,
        label: this.shared(`importField.${field}`),
        from: columnsOf(mapped).join(', ') || this.t('importFallbacks.noColumn'),
        options: this.optionsOf(field, chosen),
      };
    }),
  );
  protected readonly key = computed(() => this.mapping().key.join('\n'));
  protected readonly keys = computed(() => {
    const key = this.mapping().key;
    const single = this.import().columns.map(({ name }) => ({ value: name, label: name }));
    return key.length > 1 ? [{ value: key.join('\n'), label: key.join(', ') }, ...single] : single;
  });

  protected choose(field: ImportField, value: string): void {
    const chosen = value === A_DAY ? this.session.today() : value;
    void this.store.edit((mapping) => withDefault(mapping, field, chosen || undefined));
  }

  protected recognise(value: string): void {
    const columns = value === '' ? [] : value.split('\n');
    void this.store.edit((mapping) => withKey(mapping, columns));
  }

  private optionsOf(field: FallbackField, chosen: string): readonly Option[] {
    const options = [this.without(field), ...this.choicesOf(field)];
    const isKnown = options.some(({ value }) => value === chosen) || field === 'create_date';
    return isKnown ? options : [...options, { value: chosen, label: chosen }];
  }

  private without(field: FallbackField): Option {
    if (field === 'due_date') return { value: '', label: this.t('importFallbacks.tbd') };
    if (field === 'status') return { value: '', label: this.t('importFallbacks.new') };
    return { value: '', label: this.t('importFallbacks.none') };
  }

  private choicesOf(field: FallbackField): readonly Option[] {
    switch (field) {
      case 'category':
      case 'priority':
      case 'status':
        return this.words.choices(field, this.import().tracker_id).map((value) => ({
          ...{ value, label: this.words.value(field, value) },
        }));
      case 'owner':
        return this.people.all().map(({ email = '', name }) => ({ value: email, label: name }));
      case 'due_date':
        return [];
      case 'create_date':
        return [
          { value: 'today', label: this.t('importFallbacks.today') },
          { value: 'due_date', label: this.t('importFallbacks.dueDate') },
          { value: A_DAY, label: this.t('importFallbacks.day') },
        ];
    }
  }
}
