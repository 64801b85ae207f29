import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { DroppedFile } from '../../platform/files/dropped-file';
import { FileDrop } from '../../platform/files/file-drop';
import { Texts } from '../../platform/language/texts';
import { EMPTY_LIST_TEXTS } from './empty-list.texts';

/** A spreadsheet that is dropped on the list of a tracker opens its import. */
@Component({
  selector: 'at-drop-to-import',
  imports: [FileDrop],
  template: `
    <div atFileDrop #drop="atFileDrop" (fileDropped)="open($event)">
      @if (drop.isOver()) {
        <p>{{ t('list.dropHere') }}</p>
      }
    </div>
  `,
  styles: `
    p {
      position: fixed;
      z-index: 20;
      inset: 12px;
      display: grid;
      place-items: center;
      border: 3px dashed var(--at-accent);
      border-radius: 12px;
      background: color-mix(in srgb, var(--at-page) 85%, transparent);
      font-size: 20px;
      /* The file is dropped on the page, not on this. */
      pointer-events: none;
    }
  `,
})
export class DropToImport {
  readonly trackerId = input.required<number>();

  protected readonly t = inject(Texts).with(EMPTY_LIST_TEXTS).t;
  private readonly dropped = inject(DroppedFile);
  private readonly router = inject(Router);

  protected open(file: File): void {
    this.dropped.file.set(file);
    void this.router.navigate(['/trackers', this.trackerId(), 'import']);
  }
}
