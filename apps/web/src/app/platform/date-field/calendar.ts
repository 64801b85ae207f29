import { A11yModule } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, type ConnectedPosition } from '@angular/cdk/overlay';
import {
  afterEveryRender,
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injectable,
  Injector,
  input,
  output,
  viewChild,
} from '@angular/core';
import { DateAdapter, provideNativeDateAdapter } from '@angular/material/core';
import { MatCalendar, MatDatepickerIntl } from '@angular/material/datepicker';
import { DATE_MAX, DATE_MIN, isPlainDate, type PlainDate } from '@action-tracker/contracts';
import { Texts } from '../language/texts';
import { Session } from '../session/session';
import { CALENDAR_TEXTS } from './calendar.texts';
import { TBD } from './tbd';

/** Below the field, or above it if there is no room. */
const POSITIONS: ConnectedPosition[] = [
  { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
  { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -4 },
];

@Injectable()
class CalendarTexts extends MatDatepickerIntl {
  private readonly t = inject(Texts).with(CALENDAR_TEXTS).t;
  override calendarLabel = this.t('date.calendar');
  override prevMonthLabel = this.t('date.previousMonth');
  override nextMonthLabel = this.t('date.nextMonth');
  override prevYearLabel = this.t('date.previousYear');
  override nextYearLabel = this.t('date.nextYear');
  override prevMultiYearLabel = this.t('date.previousYears');
  override nextMultiYearLabel = this.t('date.nextYears');
  // See `namePeriodButton`.
  override switchToMonthViewLabel = '';
  override switchToMultiYearViewLabel = '';
}

/** The calendar of a date field, in the language of the page. Arrow keys move, Enter chooses. */
@Component({
  selector: 'at-calendar',
  imports: [A11yModule, CdkConnectedOverlay, MatCalendar],
  providers: [provideNativeDateAdapter(), { provide: MatDatepickerIntl, useClass: CalendarTexts }],
  template: `
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOpen]="true"
      cdkConnectedOverlayUsePopover="inline"
      [cdkConnectedOverlayOrigin]="origin()"
      [cdkConnectedOverlayPositions]="positions"
      [cdkConnectedOverlayPush]="true"
      (overlayOutsideClick)="closeUnlessOn($event)"
      (attach)="focusDay()"
      (detach)="closed.emit()"
    >
      <div
        class="calendar"
        tabindex="-1"
        role="dialog"
        cdkTrapFocus
        [attr.aria-label]="t('date.calendar')"
        (keydown)="followKey($event)"
      >
        <mat-calendar
          [startAt]="selected() ?? day(session.today())"
          [selected]="selected()"
          [minDate]="day(from()) ?? first"
          [maxDate]="day(to()) ?? last"
          (selectedChange)="choose($event)"
        />
        <div class="choices">
          @if (canBeToday()) {
            <button type="button" class="plain" (click)="chosen.emit(session.today() ?? '')">
              {{ t('date.today') }}
            </button>
          }
          @if (isTbdAllowed()) {
            <button type="button" class="plain" (click)="chosen.emit(tbd)">
              {{ t('time.tbd') }}
            </button>
          }
        </div>
      </div>
    </ng-template>
  `,
  styles: `
    .calendar {
      width: 280px;
      border: 1px solid var(--at-line);
      border-radius: 10px;
      background: var(--at-page);
      color: var(--at-text);
      box-shadow: 0 8px 32px rgb(0 0 0 / 25%);
    }
    .choices {
      display: flex;
      justify-content: space-between;
      padding: 0 12px 10px;
    }
  `,
})
export class Calendar {
  readonly origin = input.required<HTMLElement>();
  readonly value = input.required<string>();
  readonly isTbdAllowed = input.required<boolean>();
  readonly from = input<PlainDate>();
  readonly to = input<PlainDate>();
  readonly chosen = output<string>();
  readonly closed = output();

  private readonly texts = inject(Texts);
  protected readonly t = this.texts.with(CALENDAR_TEXTS).t;
  protected readonly session = inject(Session);
  private readonly adapter = inject<DateAdapter<Date>>(DateAdapter);
  private readonly injector = inject(Injector);
  private readonly calendar = viewChild(MatCalendar);
  protected readonly selected = computed(() => this.day(this.value()));
  protected readonly canBeToday = computed(() => {
    const today = this.session.today();
    return today !== undefined && today >= (this.from() ?? '') && today <= (this.to() ?? today);
  });
  protected readonly first = this.day(DATE_MIN);
  protected readonly last = this.day(DATE_MAX);
  protected readonly positions = POSITIONS;
  protected readonly tbd = TBD;

  constructor() {
    effect(() => this.adapter.setLocale(this.texts.locale()));
    afterEveryRender(() => this.namePeriodButton());
  }

  /** Names the period button by its visible text, so that speech input can address it. */
  private namePeriodButton(): void {
    const field = this.origin().parentElement;
    const button = field?.querySelector('.mat-calendar-period-button');
    button?.setAttribute('aria-label', button.textContent.trim());
  }

  protected focusDay(): void {
    afterNextRender(() => this.calendar()?.focusActiveCell(), { injector: this.injector });
  }

  protected choose(day: Date | null): void {
    if (day) this.chosen.emit(plainDateOf(day));
  }

  /** Handles its own keys: Escape closes the calendar, not the surrounding editor. */
  protected followKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.closed.emit();
  }

  /** A click on the field's own button already closes the calendar. */
  protected closeUnlessOn({ target }: MouseEvent): void {
    if (!(target instanceof Node && this.origin().contains(target))) this.closed.emit();
  }

  /** The calendar uses local `Date`s, of which only year, month and day matter. */
  protected day(date: string | undefined): Date | null {
    if (!isPlainDate(date)) return null;
    const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
    return new Date(year, month - 1, day);
  }
}

const plainDateOf = (day: Date): PlainDate =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
