import { Component, computed, inject, input } from '@angular/core';
import type { Tracker } from '@action-tracker/contracts';
import { Texts } from '../platform/language/texts';
import { AddCategory } from './add-category';
import { CATEGORIES_TEXTS } from './categories.texts';
import { CategoryChanges } from './category-changes';
import { CategoryRow } from './category-row';

/** The categories of a tracker; managers add, rename, retire and reorder them. */
@Component({
  selector: 'at-tracker-categories',
  imports: [AddCategory, CategoryRow],
  providers: [CategoryChanges],
  template: `
    <h2 id="categories-heading">{{ t('categories.title') }}</h2>
    <p class="soft">{{ t('categories.about') }}</p>
    @if (changes.hasChangedSince()) {
      <p class="callout is-warning" role="alert">{{ t('categories.changedSince') }}</p>
    }
    <ol class="entries">
      @for (category of offered(); track category.key; let index = $index, count = $count) {
        <li>
          <at-category-row
            [category]="category"
            [place]="index + 1"
            [count]="count"
            [mayChange]="isEditable()"
          />
        </li>
      }
    </ol>
    @if (retired().length > 0) {
      <h3>{{ t('categories.retired') }}</h3>
      <p class="soft">{{ t('categories.retiredAbout') }}</p>
      <ul class="entries">
        @for (category of retired(); track category.key; let index = $index, count = $count) {
          <li>
            <at-category-row
              [category]="category"
              [place]="index + 1"
              [count]="count"
              [mayChange]="isEditable()"
            />
          </li>
        }
      </ul>
    }
    @if (isEditable()) {
      <at-add-category />
    } @else {
      <p class="soft" role="note">
        {{ t(tracker().archived ? 'categories.archived' : 'categories.managers') }}
      </p>
    }
  `,
  styleUrls: ['../access/entries.scss', './tracker-categories.scss'],
})
export class TrackerCategories {
  readonly tracker = input.required<Tracker>();
  readonly mayChange = input.required<boolean>();

  protected readonly t = inject(Texts).with(CATEGORIES_TEXTS).t;
  protected readonly changes = inject(CategoryChanges);
  protected readonly offered = computed(() => this.changes.all().filter((one) => !one.retired));
  protected readonly retired = computed(() => this.changes.all().filter((one) => one.retired));
  protected readonly isEditable = computed(() => this.mayChange() && !this.tracker().archived);
}
