import { Service, signal } from '@angular/core';

/** A file that was dropped on one page and is read on the next. */
@Service()
export class DroppedFile {
  readonly file = signal<File | undefined>(undefined);

  take(): File | undefined {
    const file = this.file();
    this.file.set(undefined);
    return file;
  }
}
