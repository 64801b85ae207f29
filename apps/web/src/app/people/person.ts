import { Component, computed, inject, input } from '@angular/core';
import { People } from './people';

/** A person as initials and name. Screen readers get only the name, which the initials repeat. */
@Component({
  selector: 'at-person',
  template: `<span class="person" [attr.data-mark]="people.initialsOf(id())" [title]="name()">{{
    name()
  }}</span>`,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
  `,
})
export class Person {
  readonly id = input.required<number>();

  protected readonly people = inject(People);
  protected readonly name = computed(() => this.people.nameOf(this.id()));
}
