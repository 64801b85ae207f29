import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';
import { tinykeys } from 'tinykeys';
import { BrowserStorage } from '../browser-storage/browser-storage';
import { isComposing } from './composing';
import { KEY_ACTIONS, type KeyAction, type KeyActionId } from './key-actions';
import type { LocalKeyId } from './local-keys';
import type { PaletteCommandId } from './palette-commands';

export const SINGLE_KEYS_KEY = 'action-tracker-single-keys';
const OFF = 'off';
/** A dialog that has not come by then will not take what was typed for it. */
const LATEST_DIALOG_MS = 3_000;

/** What the keys of a page do; that of what has the focus is only named. */
type Offer = Partial<Record<Runnable, () => void> & Record<LocalKeyId, true>>;
/** What the palette runs, too. */
type Runnable = KeyActionId | PaletteCommandId;

/**
 * Runs what a page offers for the keys of the registry. No single key fires while somebody types,
 * while a dialog is open, or when the person has switched them off (WCAG 2.1.4): speech input
 * turns words into keys.
 */
@Service()
export class Keyboard {
  private readonly document = inject(DOCUMENT);
  private readonly window = this.document.defaultView;
  private readonly storage = inject(BrowserStorage);
  /** What pages offer, the newest last: a table inside a page wins over the frame around it. */
  private readonly offers: (() => Offer)[] = [];

  /** What was typed for a dialog that is on its way; undefined when none is. */
  private typedAhead: string | undefined;

  readonly areSingleKeysOn = signal(this.storage.readText(SINGLE_KEYS_KEY) !== OFF);

  constructor() {
    if (!this.window) return;
    const press = (action: KeyAction & { id: KeyActionId }) => (event: KeyboardEvent) =>
      this.press(action, event);
    const bindings = KEY_ACTIONS.map((action) => [action.keys, press(action)] as const);
    // What is typed is left alone below, where it is known which keys may be pressed there too.
    const ignore = () => false;
    const unbind = tinykeys(this.window, Object.fromEntries(bindings), { ignore });
    const keepAhead = (event: KeyboardEvent) => this.keepAhead(event);
    this.window.addEventListener('keydown', keepAhead, { capture: true });
    this.window.addEventListener('keydown', leaveField);
    inject(DestroyRef).onDestroy(() => {
      unbind();
      this.window?.removeEventListener('keydown', keepAhead, { capture: true });
      this.window?.removeEventListener('keydown', leaveField);
    });
  }

  /**
   * Offers what keys do for as long as the caller lives; call it where `inject` may be called. What does
   * nothing at the moment must not be in it: it is asked for whenever a key is pressed or listed.
   */
  offer(offer: () => Offer): void {
    this.offers.push(offer);
    inject(DestroyRef).onDestroy(() => this.offers.splice(this.offers.indexOf(offer), 1));
  }

  /** Whether a key or a command does something on this page. */
  isOffered(id: Runnable | LocalKeyId): boolean {
    return this.offers.some((offer) => offer()[id]);
  }

  /** The actions that mean something on this page. */
  available(): readonly (KeyAction & { readonly id: KeyActionId })[] {
    return KEY_ACTIONS.filter(({ id }) => this.handlerOf(id));
  }

  run(id: Runnable): void {
    this.handlerOf(id)?.();
  }

  /** Keeps what is typed from now on for a dialog whose code may still be fetched. */
  awaitDialog(): void {
    this.typedAhead = '';
    setTimeout(() => this.takeTypedAhead(), LATEST_DIALOG_MS);
  }

  /** Gives the dialog, which is there now, what was typed for it. */
  takeTypedAhead(): string {
    const typed = this.typedAhead ?? '';
    this.typedAhead = undefined;
    return typed;
  }

  /** Neither the page below nor its single keys get what is meant for the dialog. */
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

  private press({ id, keys }: KeyAction & { id: KeyActionId }, event: KeyboardEvent): void {
    const isSingle = !keys.startsWith('$mod');
    if (isComposing(event)) return;
    if (isSingle && (!this.areSingleKeysOn() || takesText(event.target))) return;
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
 * Escape leaves a text field or a list, so that single keys mean something again; what was typed or
 * chosen stays. A search field that is not empty is emptied first, by the browser; a dialog closes.
 */
function leaveField(event: KeyboardEvent): void {
  const { target, defaultPrevented } = event;
  if (event.key !== 'Escape' || defaultPrevented || isComposing(event)) return;
  if (!(target instanceof HTMLElement) || !target.matches(TAKES_KEYS)) return;
  if (!target.closest('dialog')) target.blur();
}

const TAKES_KEYS = 'textarea, select, input:not([type=search]), [type=search]:placeholder-shown';

/** Whether keys there are text, or walk through a list. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input, textarea, select') || target.isContentEditable);
