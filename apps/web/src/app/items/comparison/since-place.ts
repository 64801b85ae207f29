/**
 * The height of the line "since the last review" of each tracker, as it was last time: the line
 * comes late, and what is below it must not move then.
 */
import { inject, Service } from '@angular/core';
import { BrowserStorage } from '../../platform/browser-storage/browser-storage';

const KEY = 'action-tracker-since-review-';

@Service()
export class SincePlace {
  private readonly storage = inject(BrowserStorage);

  /** In pixels; 0 if the tracker had no such line. */
  heightOf(trackerId: number): number {
    return Number(this.storage.readText(`${KEY}${trackerId}`)) || 0;
  }

  remember(trackerId: number, height: number): void {
    if (this.heightOf(trackerId) !== height) {
      this.storage.writeText(`${KEY}${trackerId}`, String(height));
    }
  }
}
