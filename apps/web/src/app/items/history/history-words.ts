import { inject, Service } from '@angular/core';
import type { EntrySource } from '@action-tracker/contracts';
import { Formats } from '../../platform/formats/formats';
import { Texts } from '../../platform/language/texts';
import type { HistoryEntry } from './history-entries';
import { HISTORY_TEXTS } from './history.texts';

const WORKBOOK = /\.xls[xm]$/i;

/** How the history names entries and what they did. */
@Service()
export class HistoryWords {
  private readonly t = inject(Texts).with(HISTORY_TEXTS).t;
  private readonly formats = inject(Formats);

  deeds({ deeds }: Pick<HistoryEntry, 'deeds'>): string {
    return this.formats.list(deeds.map((deed) => this.t(`deed.${deed}`)));
  }

  /** `#12`, or `#12–14` for several. */
  place({ positions }: Pick<HistoryEntry, 'positions'>): string {
    const [first, last] = [positions.at(0), positions.at(-1)];
    return first === last ? `#${first}` : `#${first}–${last}`;
  }

  /** `register.xlsx, row 14`; in a text file the line in which the row begins. */
  source({ file, row }: EntrySource): string {
    if (row === null) return file;
    const key = WORKBOOK.test(file) ? 'history.row' : 'history.line';
    // As an editor shows it, without separators.
    return this.t(key, { file, row: String(row) });
  }
}
