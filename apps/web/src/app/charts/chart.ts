import {
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { Texts } from '../platform/language/texts';
import { type ChartData, type ChartPoint, MOST_SERIES } from './chart-data';
import { layOut } from './chart-layout';
import type { ChartKind, Mark } from './chart-scale';
import { CHART_TEXTS } from './charts.texts';
import { nearestMark } from './nearest-mark';

const HEIGHT = 240;
/** As wide as the chart before: those of a page mostly are, so that each is drawn only once. */
let usualWidth = 480;
let charts = 0;

/**
 * A chart as SVG. Series differ by colour and pattern; for those who cannot see or point, the table
 * beside it has the same numbers and links.
 */
@Component({
  selector: 'at-chart',
  templateUrl: './chart.html',
  styleUrl: './chart.scss',
})
export class Chart {
  readonly data = input.required<ChartData>();
  readonly kind = input.required<ChartKind>();
  /** Title, unit and definition, as the name of the picture. */
  readonly label = input.required<string>();
  /** A mark whose list is asked for. */
  readonly picked = output<ChartPoint>();

  protected readonly texts = inject(Texts).with(CHART_TEXTS);
  protected readonly number = inject(Texts).number;
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly id = `chart-${(charts += 1)}`;
  private readonly width = signal(usualWidth);
  protected readonly layout = computed(() =>
    layOut(this.data(), this.kind(), { width: this.width(), height: HEIGHT }),
  );
  /** What the pointer is on. A dashboard has a thousand points, too many for an element each. */
  private readonly pointed = signal<Mark | undefined>(undefined);
  /** All bars, but of lines and areas only the point under the pointer. */
  protected readonly marks = computed<readonly Mark[]>(() => {
    if (this.kind() === 'bar') return this.layout().marks;
    const pointed = this.pointed();
    return pointed && this.layout().marks.includes(pointed) ? [pointed] : [];
  });

  constructor() {
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width === 0) return;
      usualWidth = width;
      this.width.set(width);
    });
    observer.observe(this.element);
    inject(DestroyRef).onDestroy(() => observer.disconnect());
  }

  /** The picture and its legend, for downloads. */
  get picture(): SVGSVGElement | null {
    return this.element.querySelector('svg');
  }

  get legend(): HTMLElement | null {
    return this.element.querySelector('.legend');
  }

  /** The colour and pattern of a series. */
  protected slotOf(series: number): number {
    return (this.data().series[series]?.slot ?? series) % MOST_SERIES;
  }

  protected titleOf({ series, place }: Mark): string {
    const { series: all, places } = this.data();
    const one = all[series];
    const value = one?.points[place]?.value ?? 0;
    const name = one?.name ? `${one.name}, ` : '';
    return `${name}${places[place] ?? ''}: ${this.number(value)}`;
  }

  protected pointOf({ series, place }: Mark): ChartPoint | undefined {
    const point = this.data().series[series]?.points[place];
    return point?.query ? point : undefined;
  }

  protected pointAt(event: PointerEvent): void {
    this.pointed.set(this.markAt(event));
  }

  protected leave(): void {
    this.pointed.set(undefined);
  }

  protected pickAt(event: MouseEvent): void {
    const mark = this.markAt(event);
    if (mark) this.pick(mark);
  }

  protected pick(mark: Mark): void {
    const point = this.pointOf(mark);
    if (point) this.picked.emit(point);
  }

  /** Bars are elements of their own. */
  private markAt({ clientX, clientY }: MouseEvent): Mark | undefined {
    const box = this.picture?.getBoundingClientRect();
    if (!box || this.kind() === 'bar') return undefined;
    const { marks } = this.layout();
    return nearestMark(marks, { x: clientX - box.left, y: clientY - box.top });
  }
}
