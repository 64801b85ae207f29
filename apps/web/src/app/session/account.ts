import { Component, input, output } from '@angular/core';
import { mdiLogout } from '@mdi/js';
import type { Me } from '@action-tracker/contracts';
import { Icon } from '../icons/icon';

/** Who is signed in, and the way out. */
@Component({
  selector: 'at-account',
  imports: [Icon],
  template: `
    <span class="name" [title]="me().email">{{ me().name }}</span>
    <button
      type="button"
      class="icon"
      aria-label="Sign out"
      title="Sign out"
      (click)="signedOut.emit()"
    >
      <at-icon [path]="signOutIcon" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 4px;
      min-width: 0;
      color: var(--at-text-soft);
    }
    .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class Account {
  readonly me = input.required<Me>();
  readonly signedOut = output();

  protected readonly signOutIcon = mdiLogout;
}
