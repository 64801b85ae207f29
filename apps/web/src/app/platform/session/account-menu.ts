import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { mdiFormatListBulleted, mdiLogout, mdiLogoutVariant } from '@mdi/js';
import type { Me } from '@action-tracker/contracts';
import { Colours, type Theme, THEMES } from '../colours/colours';
import { Icon } from '../icons/icon';
import { LANGUAGE_NAMES, LANGUAGES } from '../language/languages';
import { Texts } from '../language/texts';
import { SESSION_TEXTS } from './session.texts';

/** The account menu: signed-in user, language, theme, and sign-out. */
@Component({
  selector: 'at-account-menu',
  imports: [Icon, RouterLink],
  template: `
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
    <a class="way-out" routerLink="/account">
      <at-icon [path]="accountIcon" /> {{ t('app.accountPage') }}
    </a>
    @if (me().site_role === 'admin') {
      <a class="way-out" routerLink="/people">
        <at-icon [path]="accountIcon" /> {{ t('app.people') }}
      </a>
    }
    <button type="button" class="way-out" (click)="signedOut.emit(false)">
      <at-icon [path]="signOutIcon" /> {{ t('app.signOut') }}
    </button>
    <button type="button" class="way-out" (click)="signedOut.emit(true)">
      <at-icon [path]="everywhereIcon" /> {{ t('app.signOutEverywhere') }}
    </button>
  `,
  styleUrl: './account-menu.scss',
})
export class AccountMenu {
  readonly me = input.required<Me>();
  /** `true` signs out everywhere. */
  readonly signedOut = output<boolean>();

  protected readonly texts = inject(Texts);
  protected readonly t = this.texts.with(SESSION_TEXTS).t;
  protected readonly colours = inject(Colours);
  protected readonly themes = THEMES;
  protected readonly languages = LANGUAGES;
  protected readonly names = LANGUAGE_NAMES;
  protected readonly accountIcon = mdiFormatListBulleted;
  protected readonly signOutIcon = mdiLogout;
  protected readonly everywhereIcon = mdiLogoutVariant;

  protected themeKey(theme: Theme): `theme.${Theme}` {
    return `theme.${theme}`;
  }
}
