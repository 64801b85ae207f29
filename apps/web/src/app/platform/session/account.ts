import { Component, inject, input, output } from '@angular/core';
import { mdiChevronDown } from '@mdi/js';
import type { Me } from '@action-tracker/contracts';
import { DropDown } from '../drop-down/drop-down';
import { Icon } from '../icons/icon';
import { Texts } from '../language/texts';
import { PartNotLoaded } from '../navigation/part-not-loaded';
import { AccountMenu } from './account-menu';

/** The signed-in user as the button of the account menu. */
@Component({
  selector: 'at-account',
  imports: [AccountMenu, Icon, PartNotLoaded],
  hostDirectives: [DropDown],
  template: `
    <button
      type="button"
      class="who"
      [attr.data-initials]="me().initials"
      aria-controls="account-menu"
      [attr.aria-expanded]="dropDown.isOpen()"
      [attr.aria-label]="t('app.account', { name: me().name })"
      (click)="dropDown.toggle()"
    >
      <span class="name">{{ me().name }}</span>
      <at-icon [path]="chevronIcon" />
    </button>
    <div id="account-menu" class="menu" data-panel [hidden]="!dropDown.isOpen()">
      @defer (when dropDown.isOpen(); prefetch on idle) {
        <at-account-menu [me]="me()" (signedOut)="signedOut.emit($event)" />
      } @error {
        <at-part-not-loaded />
      }
    </div>
  `,
  styleUrl: './account.scss',
})
export class Account {
  readonly me = input.required<Me>();
  /** `true` signs out everywhere. */
  readonly signedOut = output<boolean>();

  protected readonly t = inject(Texts).t;
  protected readonly dropDown = inject(DropDown);
  protected readonly chevronIcon = mdiChevronDown;
}
