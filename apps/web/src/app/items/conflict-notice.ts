import { Component, inject, input } from '@angular/core';
import { mdiAlertOutline } from '@mdi/js';
import { Icon } from '../icons/icon';
import { People } from '../people/people';
import type { MeanwhileChange } from './edit-conflict';
import { fieldLabel, valueInWords } from './field-words';

/** Says plainly that somebody else saved first, what they changed, and what saving again does. */
@Component({
  selector: 'at-conflict-notice',
  imports: [Icon],
  template: `
    <div class="callout is-warning" role="alert">
      <at-icon [path]="warningIcon" />
      <div>
        <strong>Not saved: somebody changed this item meanwhile.</strong>
        @if (changes().length > 0) {
          <ul>
            @for (change of changes(); track change.field) {
              <li>
                {{ label(change.field) }}: {{ inWords(change.field, change.before) }} →
                {{ inWords(change.field, change.now) }}
                @if (change.isContested) {
                  <em>(you typed something else, which is kept below)</em>
                }
              </li>
            }
          </ul>
        } @else {
          <p>They added a note or changed the status; none of the fields below.</p>
        }
        <p>What you typed is kept. Save again to write it over what is there now.</p>
      </div>
    </div>
  `,
  styles: `
    ul {
      margin: 4px 0;
      padding-inline-start: 20px;
    }
  `,
})
export class ConflictNotice {
  readonly changes = input.required<readonly MeanwhileChange[]>();

  private readonly people = inject(People);
  protected readonly label = fieldLabel;
  protected readonly warningIcon = mdiAlertOutline;

  protected inWords(field: string, value: string | number | null): string {
    return valueInWords(field, value, (id) => this.people.nameOf(id));
  }
}
