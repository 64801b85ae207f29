import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { tinykeys } from 'tinykeys';
import { BrowserStorage } from '../browser-storage/browser-storage';
import { isComposing } from './composing';
import { KEY_ACTIONS, type KeyAction, type KeyActionId } from './key-actions';
import type { LocalKeyId } from './local-keys';
import type { PaletteCommandId } from './palette-commands';

export const SINGLE_KEYS_KEY = 'action-tracker-single-keys';
const OFF = 'off';
/** After this time a dialog no longer receives keys typed in advance. */
const LATEST_DIALOG_MS = 3_000;

/** Handlers for the shortcuts of a page; local keys are only listed. */
type Offer = Partial<Record<Runnable, () => void> & Record<LocalKeyId, true>>;
/** Also available in the palette. */
type Runnable = KeyActionId | PaletteCommandId;

type Bound = KeyAction & { readonly id: KeyActionId };

/**
 * Runs the handlers that a page offers for the shortcuts of the registry. Single keys are ignored
 * while the user types, while a dialog is open, or when switched off (WCAG 2.1.4): speech input
 * produces keys.
 */
@Service()
export class Keyboard {
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly storage = inject(BrowserStorage);
  /** Offers of pages, newest last: a table in a page takes precedence over the shell. */
  private readonly offers: (() => Offer)[] = [];

  /** Text typed for a dialog that is about to open; undefined when there is none. */
  private typedAhead: string | undefined;

  readonly areSingleKeysOn = signal(this.storage.readText(SINGLE_KEYS_KEY) !== OFF);

  constructor() {
    const { window } = this;
    if (!window) return;
    const bindings = [...Map.groupBy<string, Bound>(KEY_ACTIONS, ({ keys }) => keys)].map(
      ([keys, actions]) =>
        [
          keys,
          (event: KeyboardEvent) => {
            actions.forEach((one) => this.press(one, event));
            // Otherwise `g t` leaves `g i` begun, which would take the g of the next sequence.
            unbind();
            unbind = bind();
          },
        ] as const,
    );
    // Typing is filtered below, where it is known which keys are allowed in text fields.
    const ignore = () => false;
    const bind = () => tinykeys(window, Object.fromEntries(bindings), { ignore });
    let unbind = bind();
    const keepAhead = (event: KeyboardEvent) => this.keepAhead(event);
    window.addEventListener('keydown', keepAhead, { capture: true });
    window.addEventListener('keydown', leaveField);
    inject(DestroyRef).onDestroy(() => {
      unbind();
      window.removeEventListener('keydown', keepAhead, { capture: true });
      window.removeEventListener('keydown', leaveField);
    });
  }

  /**
   * Offers handlers for the caller's lifetime; requires an injection context. Evaluated for every
   * key press and listing, so leave out handlers that have no effect at the moment.
   */
  offer(offer: () => Offer): void {
    this.offers.push(offer);
    inject(DestroyRef).onDestroy(() => this.offers.splice(this.offers.indexOf(offer), 1));
  }

  /** Whether a shortcut or command is available on this page. */
  isOffered(id: Runnable | LocalKeyId): boolean {
    return this.offers.some((offer) => offer()[id]);
  }

  /** The actions available on this page. */
  available(): readonly Bound[] {
    return KEY_ACTIONS.filter(({ id }) => this.handlerOf(id));
  }

  run(id: Runnable): void {
    this.handlerOf(id)?.();
  }

  /** Collects typed keys for a dialog whose code may still be loading. */
  awaitDialog(): void {
    this.typedAhead = '';
    setTimeout(() => this.takeTypedAhead(), LATEST_DIALOG_MS);
  }

  /** Returns the keys collected for the dialog, which is now open. */
  takeTypedAhead(): string {
    const typed = this.typedAhead ?? '';
    this.typedAhead = undefined;
    return typed;
  }

  /** Keeps keys meant for the dialog from the page and its single-key shortcuts. */
  private keepAhead(event: KeyboardEvent): void {
    if (this.typedAhead === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Backspace') this.typedAhead = this.typedAhead.slice(0, -1);
    else if (event.key.length === 1) this.typedAhead += event.key;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  switchSingleKeys(areOn: boolean): void {
    this.areSingleKeysOn.set(areOn);
    if (areOn) this.storage.remove(SINGLE_KEYS_KEY);
    else this.storage.writeText(SINGLE_KEYS_KEY, OFF);
  }

  private press({ id, keys }: Bound, event: KeyboardEvent): void {
    const isSingle = !keys.startsWith('$mod');
    if (isComposing(event) || (isSingle && !this.areSingleKeysOn())) return;
    // Ctrl-A in a field selects its text.
    if (id !== 'palette' && takesText(event.target)) return;
    const handler = this.handlerOf(id);
    if (!handler || this.document.querySelector('dialog[open]')) return;
    event.preventDefault();
    handler();
  }

  private handlerOf(id: Runnable): (() => void) | undefined {
    return this.offers.findLast((offer) => offer()[id])?.()[id];
  }
}

/**
 * Escape leaves a text field or list, so that single-key shortcuts work again; its content stays.
 * The browser first clears a search field that is not empty; a dialog closes.
 */
function leaveField(event: KeyboardEvent): void {
  const { target, defaultPrevented } = event;
  if (event.key !== 'Escape' || defaultPrevented || isComposing(event)) return;
  if (!(target instanceof HTMLElement) || !target.matches(TAKES_KEYS)) return;
  if (!target.closest('dialog')) target.blur();
}

const TAKES_KEYS = 'textarea, select, input:not([type=search]), [type=search]:placeholder-shown';

/** Whether keys there enter text or move through a list. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input, textarea, select') || target.isContentEditable);
