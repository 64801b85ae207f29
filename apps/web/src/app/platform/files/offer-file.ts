import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** Starts the download of a file that the client holds. */
export const OFFER_FILE = new InjectionToken<(file: Blob, name: string) => void>('OFFER_FILE', {
  factory: () => {
    const document = inject(DOCUMENT);
    return (file, name) => {
      const url = URL.createObjectURL(file);
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      // By then the browser has started reading it.
      setTimeout(() => URL.revokeObjectURL(url));
    };
  },
});
