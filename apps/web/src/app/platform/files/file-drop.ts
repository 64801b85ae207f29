import { Directive, output, signal } from '@angular/core';

/** Takes a file that is dropped anywhere on the page, for as long as its host is on screen. */
@Directive({
  selector: '[atFileDrop]',
  exportAs: 'atFileDrop',
  host: {
    '(document:dragover)': 'follow($event)',
    '(document:dragleave)': 'leave($event)',
    '(document:drop)': 'take($event)',
  },
})
export class FileDrop {
  readonly fileDropped = output<File>();
  /** Whether a file is above the page. */
  readonly isOver = signal(false);

  protected follow(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Otherwise the browser opens the file in place of the page.
    event.preventDefault();
    this.isOver.set(true);
  }

  protected leave({ relatedTarget }: DragEvent): void {
    if (relatedTarget === null) this.isOver.set(false);
  }

  protected take(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isOver.set(false);
    const [file] = event.dataTransfer.files;
    if (file) this.fileDropped.emit(file);
  }
}
