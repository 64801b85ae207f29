import { Component, computed, inject, linkedSignal, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Status } from '@action-tracker/contracts';
import { Colours, THEMES } from '../platform/colours/colours';
import { Dialog } from '../platform/dialogs/dialog';
import { FieldWords } from '../items/fields/field-words';
import { itemSearch } from '../items/store/item-search';
import { ItemsApi } from '../items/api/items-api';
import { LANGUAGE_NAMES, LANGUAGES } from '../platform/language/languages';
import { Texts } from '../platform/language/texts';
import { KEY_TEXTS } from '../platform/keyboard/keys.texts';
import { SESSION_TEXTS } from '../platform/session/session.texts';
import { PALETTE_TEXTS } from './palette.texts';
import { Rights } from '../trackers/rights';
import { TrackersApi } from '../trackers/trackers-api';
import { isComposing } from '../platform/keyboard/composing';
import { Keyboard } from '../platform/keyboard/keyboard';
import { PALETTE_COMMANDS } from '../platform/keyboard/palette-commands';
import { findEntries, type PaletteEntry, type PaletteSetting } from './palette-entries';

/** The command palette: opens any item or tracker and runs any action by a few letters. */
@Component({
  selector: 'at-palette',
  imports: [Dialog],
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
})
export class Palette {
  readonly closed = output();
  /** `true` signs out everywhere. */
  readonly signedOut = output<boolean>();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(PALETTE_TEXTS).t;
  private readonly sessionTexts = this.texts.with(SESSION_TEXTS).t;
  private readonly keyNames = this.texts.with(KEY_TEXTS).t;
  private readonly colours = inject(Colours);
  private readonly words = inject(FieldWords);
  private readonly keyboard = inject(Keyboard);
  private readonly router = inject(Router);
  private readonly rights = inject(Rights);
  private readonly trackers = inject(TrackersApi).all(() => true);
  private readonly items = inject(ItemsApi).list(() => 'all');

  protected readonly typedAhead = this.keyboard.takeTypedAhead();
  protected readonly query = signal(this.typedAhead);
  private readonly search = itemSearch(() => 'all', this.query);

  private readonly listed = computed(() => (this.trackers.hasValue() ? this.trackers.value() : []));
  private readonly sources = computed(() => ({
    actions: [...this.keyActions(), ...this.commands()],
    trackers: this.listed(),
    pages: [
      ...(this.rights.mayOnSite('open_tracker')
        ? [{ text: this.t('trackers.new'), path: '/trackers/new' }]
        : []),
      { text: this.t('app.dashboard'), path: '/dashboard' },
      { text: this.t('palette.myDashboard'), path: '/dashboard/me' },
      { text: this.t('palette.figures'), path: '/reports/figures' },
      { text: this.t('palette.saved'), path: '/saved' },
      { text: this.t('palette.slips'), path: '/reports/slips' },
      { text: this.sessionTexts('app.accountPage'), path: '/account' },
      ...(this.rights.mayOnSite('manage_people')
        ? [{ text: this.sessionTexts('app.people'), path: '/people' }]
        : []),
      ...this.listed().flatMap(({ id, prefix, name }) =>
        this.rights.mayImport(id)
          ? {
              text: this.t('palette.import', { tracker: `${prefix} ${name}` }),
              path: `/trackers/${id}/import`,
            }
          : [],
      ),
      ...this.listed().map(({ id, prefix, name }) => ({
        text: this.t('palette.sharing', { tracker: `${prefix} ${name}` }),
        path: `/trackers/${id}/settings`,
      })),
    ],
    settings: [...this.settings(), ...this.waysOut()],
    items: this.items.hasValue() ? this.items.value() : [],
    found: this.search.matches(),
    words: {
      tracker: this.t('palette.tracker'),
      current: this.t('palette.current'),
      status: (status: Status) => this.words.value('status', status),
    },
  }));

  protected readonly found = computed(() => findEntries(this.sources(), this.query()));
  protected readonly isNothing = computed(
    () => this.found().length === 0 && !this.search.isPending(),
  );
  protected readonly active = linkedSignal({ source: this.query, computation: () => 0 });

  protected followKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const last = this.found().length - 1;
    if (event.key === 'ArrowDown') this.active.update((index) => Math.min(index + 1, last));
    else if (event.key === 'ArrowUp') this.active.update((index) => Math.max(index - 1, 0));
    else if (event.key === 'Enter') this.choose(this.found()[this.active()]);
    else return;
    event.preventDefault();
  }

  protected choose(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    this.closed.emit();
    if (entry.kind === 'setting') entry.choose();
    else if (entry.kind === 'place') void this.router.navigateByUrl(entry.path);
    // The closing dialog restores the focus; an action that moves it must run after that.
    else setTimeout(() => this.keyboard.run(entry.id));
  }

  private keyActions() {
    const others = this.keyboard.available().filter(({ id }) => id !== 'palette');
    return others.map(({ id, shown }) => ({ id, shown, label: this.keyNames(`key.${id}`) }));
  }

  private commands() {
    const offered = PALETTE_COMMANDS.filter(({ id }) => this.keyboard.isOffered(id));
    return offered.map(({ id, label }) => ({ id, shown: '', label: this.t(label) }));
  }

  private waysOut(): readonly PaletteSetting[] {
    const wayOut = (text: string, isEverywhere: boolean) => ({
      ...{ text, isCurrent: false },
      choose: () => this.signedOut.emit(isEverywhere),
    });
    return [
      wayOut(this.sessionTexts('app.signOut'), false),
      wayOut(this.sessionTexts('app.signOutEverywhere'), true),
    ];
  }

  private settings(): readonly PaletteSetting[] {
    const themes = THEMES.map((theme) => ({
      text: `${this.sessionTexts('app.theme')}: ${this.sessionTexts(`theme.${theme}`)}`,
      isCurrent: theme === this.colours.theme(),
      choose: () => this.colours.choose(theme),
    }));
    const languages = LANGUAGES.map((language) => ({
      text: `${this.sessionTexts('app.language')}: ${LANGUAGE_NAMES[language]}`,
      isCurrent: language === this.texts.language(),
      choose: () => void this.texts.choose(language),
    }));
    return [...themes, ...languages];
  }
}
