import { Component, input } from '@angular/core';
import { mdiAlertCircleOutline } from '@mdi/js';
import { Icon } from '../icons/icon';
import type { Problem } from './problem';

/** Tells above a form why a save was refused. The form keeps what was typed. */
@Component({
  selector: 'at-refusal',
  imports: [Icon],
  template: `
    <div class="callout is-error" role="alert">
      <at-icon [path]="alertIcon" />
      <div>
        <strong>Not saved.</strong> {{ problem().message }}
        @if (problem().correlationId; as id) {
          <span class="reference"
            >Reference <code>{{ id }}</code></span
          >
        }
      </div>
    </div>
  `,
  styles: `
    .reference {
      display: block;
      margin-top: 4px;
      font-size: 12px;
    }
  `,
})
export class Refusal {
  readonly problem = input.required<Problem>();

  protected readonly alertIcon = mdiAlertCircleOutline;
}
