import { Component, computed, DestroyRef, effect, inject, untracked } from '@angular/core';
import { mdiClose } from '@mdi/js';
import { ProblemWords } from '../platform/api-problem/problem-words';
import { Icon } from '../platform/icons/icon';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Texts } from '../platform/language/texts';
import { OwnActs } from '../platform/own-acts/own-acts';
import { UNDO_TEXTS } from './undo.texts';
import { UndoDialog } from './undo-dialog';
import { Undoing } from './undoing';

const SHOWN_MS = 10_000;
const ITEM = /^\/api\/items\/([A-Z]+-\d+)/;

/** Says that a change is saved and offers its undo for ten seconds, longer while it is used. */
@Component({
  selector: 'at-undo-toast',
  imports: [Icon, UndoDialog],
  template: `
    <div role="status">
      @if (undoing.notice(); as notice) {
        <div
          class="toast"
          (mouseenter)="hold()"
          (mouseleave)="release()"
          (focusin)="hold()"
          (focusout)="release()"
        >
          <span>{{ text() }}</span>
          @if (notice.kind === 'saved') {
            <button type="button" class="plain" (click)="undoing.undoAct(notice.act)">
              {{ t('undo.undo') }}
            </button>
          }
          @if (notice.kind === 'undone' && undoing.canRedo()) {
            <button type="button" class="plain" (click)="undoing.redoLast()">
              {{ t('undo.redo') }}
            </button>
          }
          <button
            type="button"
            class="icon"
            [attr.aria-label]="t('undo.close')"
            (click)="undoing.notice.set(undefined)"
          >
            <at-icon [path]="closeIcon" />
          </button>
        </div>
      }
    </div>
    @if (undoing.preview(); as preview) {
      <at-undo-dialog
        [result]="preview.result"
        (confirmed)="undoing.confirm(preview)"
        (dismissed)="undoing.preview.set(undefined)"
      />
    }
  `,
  styles: `
    .toast {
      position: fixed;
      z-index: 3;
      bottom: 12px;
      left: 12px;
      display: flex;
      align-items: center;
      gap: 10px;
      max-width: calc(100vw - 24px);
      padding: 6px 8px 6px 14px;
      border: 1px solid var(--at-line);
      border-radius: 8px;
      background: var(--at-raised);
      color: var(--at-text);
      font-size: 13px;
      box-shadow: 0 4px 24px rgb(0 0 0 / 22%);
    }
    span {
      overflow-wrap: anywhere;
    }
    at-icon {
      width: 16px;
      height: 16px;
    }
    @media print {
      :host {
        display: none;
      }
    }
  `,
})
export class UndoToast {
  private readonly texts = inject(Texts).with(UNDO_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly undoing = inject(Undoing);
  private readonly own = inject(OwnActs);
  private readonly words = inject(ProblemWords);
  protected readonly closeIcon = mdiClose;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly text = computed(() => {
    const notice = this.undoing.notice();
    switch (notice?.kind) {
      case 'saved': {
        const item = ITEM.exec(notice.act.path)?.[1];
        return item === undefined ? this.t('undo.saved') : this.t('undo.savedItem', { item });
      }
      case 'running':
        return this.t('undo.running', { done: notice.done, of: notice.of });
      case 'failed':
        return `${this.t('undo.failed')} ${this.words.of(notice.problem)}`;
      case 'undone':
      case 'redone':
      case 'nothing':
      case 'checking':
        return this.t(`undo.${notice.kind}`);
      case undefined:
        return '';
    }
  });

  constructor() {
    effect(() => {
      const act = this.own.acts().at(-1);
      if (act && act.path !== '') untracked(() => this.undoing.notice.set({ kind: 'saved', act }));
    });
    effect(() => {
      const asked = this.own.asked();
      if (!asked) return;
      this.own.asked.set(undefined);
      untracked(() => void this.undoing.ask(asked));
    });
    effect(() => {
      if (this.undoing.notice()) untracked(() => this.release());
    });
    inject(DestroyRef).onDestroy(() => this.hold());
    inject(Keyboard).offer(() =>
      this.undoing.canRedo() ? { redo: () => void this.undoing.redoLast() } : {},
    );
  }

  /** Keeps the toast while the pointer or the focus is on it. */
  protected hold(): void {
    clearTimeout(this.timer);
  }

  /** Closes the toast in ten seconds, unless an undo still runs. */
  protected release(): void {
    this.hold();
    this.timer = setTimeout(() => {
      const { kind } = this.undoing.notice() ?? {};
      if (kind !== 'running' && kind !== 'checking') this.undoing.notice.set(undefined);
    }, SHOWN_MS);
  }
}
