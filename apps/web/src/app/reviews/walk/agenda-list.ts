import {
  afterRenderEffect,
  Component,
  computed,
  DOCUMENT,
  ElementRef,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { mdiCheck } from '@mdi/js';
import type { AgendaItem, AgendaSection, AgendaSectionName } from '@action-tracker/contracts';
import { DueDate } from '../../items/due/due-date';
import { StatusChip } from '../../items/fields/status-chip';
import { screenBand } from '../../items/list/screen-band';
import { drawnRows, rowsBetween, rowTops } from '../../items/list/table-rows';
import { Icon } from '../../platform/icons/icon';
import { Texts } from '../../platform/language/texts';
import { REVIEW_TEXTS } from '../reviews.texts';

interface Heading {
  readonly kind: 'heading';
  readonly key: string;
  readonly section: AgendaSectionName;
  readonly count: number;
}

interface Entry {
  readonly kind: 'entry';
  readonly key: string;
  readonly item: AgendaItem;
  /** From 1, over all sections. */
  readonly place: number;
}

/** In pixels, as in the styles. */
const HEIGHTS = { heading: 36, entry: 58 } as const;

/**
 * The items of an agenda by section. It has one tab stop, and arrow keys walk through it. There may
 * be thousands: only those near the screen are rendered, as in the table.
 */
@Component({
  selector: 'at-agenda-list',
  imports: [DueDate, Icon, StatusChip],
  templateUrl: './agenda-list.html',
  styleUrl: './agenda-list.scss',
  host: { '(keydown)': 'followKey($event)' },
})
export class AgendaList {
  readonly sections = input.required<readonly AgendaSection[]>();
  readonly current = input<string>();
  readonly discussed = input.required<ReadonlySet<string>>();
  readonly chosen = output<string>();

  protected readonly texts = inject(Texts).with(REVIEW_TEXTS);
  protected readonly t = this.texts.t;
  protected readonly number = inject(Texts).number;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly document = inject(DOCUMENT);
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  protected readonly rows = computed(() => rowsOf(this.sections()));
  private readonly tops = computed(() => rowTops(this.rows(), HEIGHTS));
  private readonly band = screenBand(this.list);
  private readonly range = computed(
    () => {
      const { from, to } = this.band();
      return rowsBetween(this.tops(), from, to);
    },
    { equal: (a, b) => a.start === b.start && a.end === b.end },
  );
  private readonly at = computed(() => {
    const current = this.current();
    return this.rows().findIndex((row) => row.kind === 'entry' && row.item.id === current);
  });
  protected readonly drawn = computed(() =>
    drawnRows<Heading | Entry>(this.rows(), this.tops(), this.range(), this.at()),
  );
  protected readonly count = computed(() => this.rows().filter(isEntry).length);
  protected readonly checkIcon = mdiCheck;

  constructor() {
    afterRenderEffect(() => {
      const at = this.at();
      untracked(() => this.bringIntoView(at));
    });
  }

  protected nameOf(section: AgendaSectionName): `agenda.${AgendaSectionName}` {
    return `agenda.${section}`;
  }

  protected carriedOf({ carried_over }: AgendaItem): string {
    return this.texts.counted('agenda.carried', carried_over);
  }

  /** Again after the list was not on the screen. */
  showCurrent(): void {
    this.bringIntoView(this.at());
  }

  protected followKey(event: KeyboardEvent): void {
    const entries = this.rows().filter(isEntry);
    const at = entries.findIndex(({ item }) => item.id === this.current());
    const steps: Readonly<Record<string, number>> = {
      ...{ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10 },
      ...{ Home: 0, End: entries.length - 1 },
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = entries[Math.max(0, Math.min(step, entries.length - 1))];
    if (next) this.chosen.emit(next.item.id);
  }

  /** Scrolls only the list; the focus follows if it was in the list. */
  private bringIntoView(at: number): void {
    const top = this.tops()[at];
    const bottom = this.tops()[at + 1];
    if (at < 0 || top === undefined || bottom === undefined) return;
    const { scrollTop, clientHeight } = this.host;
    if (top < scrollTop) this.host.scrollTop = top - HEIGHTS.heading;
    else if (bottom > scrollTop + clientHeight) this.host.scrollTop = bottom - clientHeight + 8;
    if (!this.host.contains(this.document.activeElement)) return;
    this.host.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true });
  }
}

const isEntry = (row: Heading | Entry): row is Entry => row.kind === 'entry';

function rowsOf(sections: readonly AgendaSection[]): readonly (Heading | Entry)[] {
  let place = 0;
  return sections.flatMap(({ section, items }) => [
    { kind: 'heading' as const, key: section, section, count: items.length },
    ...items.map((item) => ({ kind: 'entry' as const, key: item.id, item, place: (place += 1) })),
  ]);
}
