/**
 * What the browser remembers between visits, in localStorage. The form of it has a version: older,
 * newer or broken content is thrown away rather than guessed at (planning document, "View State
 * Persistence").
 */
import { DOCUMENT, inject, Service, signal } from '@angular/core';

export const VIEW_STATE_KEY = 'action-tracker-view-state';
const VIEW_STATE_VERSION = 1;

interface StoredViewState {
  readonly version: typeof VIEW_STATE_VERSION;
  readonly lastTrackerId: number | null;
}

const FRESH: StoredViewState = { version: VIEW_STATE_VERSION, lastTrackerId: null };

@Service()
export class ViewState {
  private readonly storage = inject(DOCUMENT).defaultView?.localStorage;
  private readonly state = signal(this.read());

  lastTrackerId(): number | null {
    return this.state().lastTrackerId;
  }

  rememberTracker(lastTrackerId: number | null): void {
    this.state.update((state) => ({ ...state, lastTrackerId }));
    this.storage?.setItem(VIEW_STATE_KEY, JSON.stringify(this.state()));
  }

  private read(): StoredViewState {
    const stored = parse(this.storage?.getItem(VIEW_STATE_KEY));
    if (isViewState(stored)) return stored;
    this.storage?.removeItem(VIEW_STATE_KEY);
    return FRESH;
  }
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined; // Broken content is reset like an old version.
  }
}

function isViewState(value: unknown): value is StoredViewState {
  if (typeof value !== 'object' || value === null) return false;
  if (!('version' in value) || value.version !== VIEW_STATE_VERSION) return false;
  if (!('lastTrackerId' in value)) return false;
  return value.lastTrackerId === null || Number.isSafeInteger(value.lastTrackerId);
}
