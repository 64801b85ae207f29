import { Component, computed, DestroyRef, DOCUMENT, effect, inject } from '@angular/core';
import { mdiHistory } from '@mdi/js';
import { Icon } from '../platform/icons/icon';
import { isComposing } from '../platform/keyboard/composing';
import { takesText } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { Moment, OF_ONE_TRACKER } from '../platform/moment/moment';
import { PageTitle } from '../platform/navigation/page-title';
import { MomentWords } from './moment-words';
import { MOMENT_TEXTS } from './moments.texts';

/** Above every page of the past, on screen and on paper: which moment it shows, and the way back. */
@Component({
  selector: 'at-past-banner',
  imports: [Icon],
  host: { '(document:keydown.escape)': 'followEscape($event)' },
  template: `
    <div class="banner" role="region" [attr.aria-label]="t('moments.label')">
      <at-icon [path]="pastIcon" />
      <p [attr.role]="moment.preview() ? null : 'status'">
        <strong>{{ t('moments.banner', { moment: name() }) }}</strong>
        <span [class.wide]="!isKnownThen()">&ngsp;{{ origin() }}</span>
        <span class="on-screen">&ngsp;{{ t('moments.readOnly') }}</span>
      </p>
      <button class="button" type="button" aria-keyshortcuts="Escape" (click)="backToNow()">
        {{ t('moments.backToNow') }} <kbd>Esc</kbd>
      </button>
    </div>
  `,
  styles: `
    :host {
      position: sticky;
      z-index: 3;
      top: calc(var(--at-header-height) + 4px);
    }
    .banner {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 6px 12px;
      margin-bottom: 14px;
      padding: 8px 14px;
      border-radius: 8px;
      background: var(--at-warning-soft);
    }
    p {
      flex: 1;
      min-width: 150px;
      overflow-wrap: anywhere;
    }
    .on-screen {
      color: var(--at-text-soft);
    }
    kbd {
      font: inherit;
      font-size: 11.5px;
      font-weight: 400;
    }
    @media (width < 640px) {
      .on-screen,
      .wide,
      kbd {
        display: none;
      }
    }
    @media print {
      :host {
        position: static;
      }
      .banner {
        padding: 4px 8px;
        border: 1px solid;
        font-size: 11px;
      }
      .on-screen,
      .button {
        display: none;
      }
    }
  `,
})
export class PastBanner {
  protected readonly t = inject(Texts).with(MOMENT_TEXTS).t;
  protected readonly moment = inject(Moment);
  private readonly words = inject(MomentWords);
  private readonly document = inject(DOCUMENT);
  protected readonly name = computed(() => this.words.of(this.moment.shown()?.as_of ?? ''));
  /** Why the same day may look different from another kind of moment. */
  protected readonly origin = computed(() =>
    this.t(this.isKnownThen() ? 'moments.knownThen' : 'moments.knownNow'),
  );
  protected readonly isKnownThen = computed(() => {
    const { as_of = '', axis } = this.moment.shown() ?? {};
    return axis === 'recorded' || OF_ONE_TRACKER.test(as_of);
  });
  protected readonly pastIcon = mdiHistory;

  constructor() {
    const { note } = inject(PageTitle);
    // The title of the window waits until a moment that moves has come to rest.
    effect(() => {
      if (!this.moment.preview()) note.set(this.t('moments.title', { moment: this.name() }));
    });
    inject(DestroyRef).onDestroy(() => note.set(''));
  }

  /** Escape first closes what is open, and leaves a field. */
  protected followEscape(event: Event): void {
    const isComposed = event instanceof KeyboardEvent && isComposing(event);
    const isElsewhere = event.defaultPrevented || takesText(event.target);
    if (isComposed || isElsewhere || this.document.querySelector('dialog[open]')) return;
    this.backToNow();
  }

  protected backToNow(): void {
    this.moment.preview.set(undefined);
    void this.moment.go(undefined);
  }
}
