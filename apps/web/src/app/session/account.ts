import { Component, inject, input, output } from '@angular/core';
import { mdiChevronDown, mdiLogout } from '@mdi/js';
import type { Me } from '@action-tracker/contracts';
import { Colours, type Theme, THEMES } from '../colours/colours';
import { DropDown } from '../dialogs/drop-down';
import { Icon } from '../icons/icon';
import { LANGUAGE_NAMES, LANGUAGES } from '../language/languages';
import { Texts } from '../language/texts';

/** Who is signed in; below it the language they read, light or dark, and the way out. */
@Component({
  selector: 'at-account',
  imports: [Icon],
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
    @if (dropDown.isOpen()) {
      <div id="account-menu" class="menu" data-panel>
        <p>
          {{ me().name }} <span class="soft">{{ me().email }}</span>
        </p>
        <fieldset>
          <legend class="soft">{{ t('app.language') }}</legend>
          @for (language of languages; track language) {
            <label [lang]="language">
              <input
                type="radio"
                name="language"
                [checked]="language === texts.language()"
                (change)="texts.choose(language)"
              />
              {{ names[language] }}
            </label>
          }
        </fieldset>
        <fieldset>
          <legend class="soft">{{ t('app.theme') }}</legend>
          @for (theme of themes; track theme) {
            <label>
              <input
                type="radio"
                name="theme"
                [checked]="theme === colours.theme()"
                (change)="colours.choose(theme)"
              />
              {{ t(themeKey(theme)) }}
            </label>
          }
        </fieldset>
        <button type="button" class="way-out" (click)="signedOut.emit()">
          <at-icon [path]="signOutIcon" /> {{ t('app.signOut') }}
        </button>
      </div>
    }
  `,
  styleUrl: './account.scss',
})
export class Account {
  readonly me = input.required<Me>();
  readonly signedOut = output();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.t;
  protected readonly dropDown = inject(DropDown);
  protected readonly colours = inject(Colours);
  protected readonly themes = THEMES;
  protected readonly languages = LANGUAGES;
  protected readonly names = LANGUAGE_NAMES;
  protected readonly chevronIcon = mdiChevronDown;
  protected readonly signOutIcon = mdiLogout;

  protected themeKey(theme: Theme): `theme.${Theme}` {
    return `theme.${theme}`;
  }
}
