import { Component, computed, inject, input } from '@angular/core';
import type { Import, ImportField, ImportMapping, ImportQuestion } from '@action-tracker/contracts';
import { FieldWords } from '../../items/fields/field-words';
import { People } from '../../people/people';
import { Texts } from '../../platform/language/texts';
import { IMPORT_TEXTS } from '../api/import.texts';
import { ImportStore } from '../api/import-store';
import { columnsOf, isNoValue, targetOf, withNoValue, withOtherwise } from '../api/mapping-edits';
import { VALUES_TEXTS } from './values.texts';

const WORD_FIELDS = ['status', 'priority', 'category'] as const;

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Each word and name of the file that is not known, once, with what it stands for. */
@Component({
  selector: 'at-map-values',
  templateUrl: './map-values.html',
})
export class MapValues {
  readonly import = input.required<Import>();
  readonly mapping = input.required<ImportMapping>();

  protected readonly texts = inject(Texts).with(VALUES_TEXTS);
  protected readonly t = this.texts.t;
  private readonly shared = inject(Texts).with(IMPORT_TEXTS).t;
  private readonly words = inject(FieldWords);
  private readonly people = inject(People);
  protected readonly store = inject(ImportStore);

  /** Questions of a column that has moved to another field are none any more. */
  private readonly asked = computed(() =>
    this.import().questions.filter(
      ({ field, column }) => column === undefined || targetOf(this.mapping(), column) === field,
    ),
  );
  protected readonly groups = computed(() =>
    WORD_FIELDS.flatMap((field) => {
      const mapped = this.mapping().fields[field];
      const columns = columnsOf(mapped).join(', ');
      if (columns === '') return [];
      const label = this.shared(`importField.${field}`);
      const otherwise = mapped?.otherwise ?? '';
      const questions = this.asked()
        .filter((question) => question.kind === 'value' && question.field === field)
        .map((question) => this.rowOf(question));
      // A category may have been retired since it was chosen.
      const chosen = [otherwise, ...questions.map(({ answer }) => answer ?? '')].filter(Boolean);
      const words = [...this.words.choices(field, this.import().tracker_id), ...chosen];
      return {
        field,
        heading: this.t('importValues.from', { field: label, column: columns }),
        options: [...new Set(words)].map((value) => ({
          ...{ value, label: this.words.value(field, value) },
        })),
        ...{ otherwise, questions },
      };
    }),
  );
  protected readonly persons = computed(() =>
    this.asked()
      .filter(({ kind }) => kind === 'person')
      .map((question) => this.rowOf(question)),
  );
  protected readonly hasQuestions = computed(
    () => this.persons().length > 0 || this.groups().some(({ questions }) => questions.length > 0),
  );
  private readonly known = computed<readonly Option[]>(() =>
    this.people
      .all()
      .map(({ email = '', name }) => ({ value: email, label: `${name} · ${email}` })),
  );

  protected choose({ id, value = '' }: ImportQuestion, answer: string): void {
    const isNone = answer === '';
    // A word that meant nothing so far means something now, or the other way round.
    if (isNone !== isNoValue(this.mapping(), value)) {
      void this.store.edit((mapping) => withNoValue(mapping, value, isNone));
    }
    if (!isNone) void this.store.change({ answers: { [id]: answer } });
  }

  protected chooseOtherwise(field: ImportField, word: string): void {
    void this.store.edit((mapping) => withOtherwise(mapping, field, word));
  }

  protected peopleFor({ proposals, value = '' }: ImportQuestion): readonly Option[] {
    const names = [...new Set([...proposals.filter((name) => !name.includes('@')), value])];
    return [
      ...this.known(),
      ...names.map((name) => ({ value: name, label: this.t('importValues.newPerson', { name }) })),
    ];
  }

  private rowOf(question: ImportQuestion) {
    const isNone = isNoValue(this.mapping(), question.value ?? '');
    return { question, answer: isNone ? '' : question.answer };
  }
}
