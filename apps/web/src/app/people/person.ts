import { Component, computed, inject, input } from '@angular/core';
import { People } from './people';

/** A person as initials and name. The initials repeat the name, so only the name is read out. */
@Component({
  selector: 'at-person',
  template: `
    <span class="initials" aria-hidden="true">{{ people.initialsOf(id()) }}</span>
    <span class="name" [title]="name()">{{ name() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
      max-width: 100%;
      vertical-align: middle;
    }
    .initials {
      flex: none;
      min-width: 24px;
      padding-inline: 4px;
      border-radius: 12px;
      background: var(--at-hover);
      color: var(--at-text-soft);
      font-size: 10.5px;
      font-weight: 500;
      line-height: 24px;
      text-align: center;
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class Person {
  readonly id = input.required<number>();

  protected readonly people = inject(People);
  protected readonly name = computed(() => this.people.nameOf(this.id()));
}
