import { Component, computed, inject, input } from '@angular/core';
import type { ImportQuestion } from '@action-tracker/contracts';
import { sayPlainDate } from '../../platform/dates/plain-date';
import { Texts } from '../../platform/language/texts';
import { ImportStore } from '../api/import-store';
import { COLUMNS_TEXTS } from './columns.texts';

const EXAMPLES = 3;
const NUMBERS = /(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})/;

const isMonthFirst = (format: string): boolean => format.startsWith('M');

/** Asks whether the day or the month comes first, with what both would mean for three rows. */
@Component({
  selector: 'at-date-orders',
  template: `
    @for (question of asked(); track question.id) {
      <fieldset class="question" [class.is-open]="question.answer === null">
        <legend>{{ t('importDates.heading', { column: question.column ?? '' }) }}</legend>
        <p class="soft">{{ t('importDates.about') }}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{{ t('importDates.written') }}</th>
              <th scope="col">{{ t('importDates.asDay') }}</th>
              <th scope="col">{{ t('importDates.asMonth') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (example of examplesOf(question); track example.line) {
              <tr>
                <th scope="row">
                  {{ example.value }}
                  <span class="soft">{{ t('importDates.line', { line: example.line }) }}</span>
                </th>
                <td>{{ example.asDay }}</td>
                <td>{{ example.asMonth }}</td>
              </tr>
            }
          </tbody>
        </table>
        <div class="answers">
          @for (format of question.proposals; track format) {
            <label class="choice">
              <input
                type="radio"
                [name]="question.id"
                [checked]="question.answer === format"
                (change)="store.change({ answers: answerOf(question, format) })"
              />
              {{ t(isMonthFirst(format) ? 'importDates.month' : 'importDates.day') }}
            </label>
          }
        </div>
      </fieldset>
    }
  `,
})
export class DateOrders {
  readonly questions = input.required<readonly ImportQuestion[]>();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(COLUMNS_TEXTS).t;
  protected readonly store = inject(ImportStore);
  protected readonly isMonthFirst = isMonthFirst;
  protected readonly asked = computed(() =>
    this.questions().filter(({ kind }) => kind === 'date_order'),
  );

  protected answerOf({ id }: ImportQuestion, format: string) {
    return { [id]: format };
  }

  protected examplesOf({ examples = [] }: ImportQuestion) {
    return examples.slice(0, EXAMPLES).map(({ line, value }) => {
      const [, first = '', second = '', year = ''] = NUMBERS.exec(value) ?? [];
      return {
        line,
        value,
        asDay: this.dateOf(year, second, first),
        asMonth: this.dateOf(year, first, second),
      };
    });
  }

  /** Both readings exist: otherwise nothing is asked. */
  private dateOf(year: string, month: string, day: string): string {
    const full = year.length === 2 ? `20${year}` : year;
    const date = [full, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
    return sayPlainDate(date, this.texts.locale());
  }
}
