import { Component, computed, inject, input } from '@angular/core';
import { PRIORITIES, type Priority } from '@action-tracker/contracts';
import { FieldWords } from './field-words';

/** A priority as a word behind as many filled bars as it is urgent. */
@Component({
  selector: 'at-priority-mark',
  template: `
    <span class="bars" aria-hidden="true">
      @for (bar of bars; track bar) {
        <span class="bar" [class.is-filled]="bar <= level()"></span>
      }
    </span>
    {{ word() }}
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 7px;
      vertical-align: middle;
      white-space: nowrap;
    }
    .bars {
      display: flex;
      align-items: flex-end;
      gap: 2px;
      height: 12px;
    }
    .bar {
      width: 3px;
      border-radius: 1px;
      background: color-mix(in srgb, var(--at-text) 22%, transparent);
    }
    .bar.is-filled {
      background: var(--at-text-soft);
    }
    .bar:nth-child(1) {
      height: 5px;
    }
    .bar:nth-child(2) {
      height: 8px;
    }
    .bar:nth-child(3) {
      height: 12px;
    }
  `,
})
export class PriorityMark {
  readonly priority = input.required<Priority>();

  private readonly words = inject(FieldWords);
  protected readonly word = computed(() => this.words.value('priority', this.priority()));
  protected readonly bars = PRIORITIES.map((_, index) => index + 1);
  protected readonly level = computed(
    () => PRIORITIES.length - PRIORITIES.indexOf(this.priority()),
  );
}
