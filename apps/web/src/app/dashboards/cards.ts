/** The charts of a dashboard: what each asks the server for, and how it is drawn. */
import type { ReportChart } from '@action-tracker/contracts';
import type { Dimension, Measure } from '@action-tracker/contracts/measures';
import type { Params } from '@angular/router';

/** A series over time or a breakdown of a moment. */
export interface AskedFigure {
  readonly measure: Measure;
  readonly by?: Dimension;
  /** The columns of a cross table. */
  readonly by2?: Dimension;
  /** Filters beside those of the dashboard; in the list behind a number too. */
  readonly filter?: Params;
}

export interface Card {
  readonly id: CardId;
  readonly kind: ReportChart;
  readonly over: 'time' | 'groups';
  /** Each is a series of the chart, or one for each of its groups. */
  readonly figures: readonly AskedFigure[];
}

export const CARD_IDS = [
  ...(['flow', 'burnUp', 'pace', 'overdue', 'ageing'] as const),
  ...(['load', 'slips', 'tbdAge', 'idle', 'leadTime'] as const),
] as const;
export type CardId = (typeof CARD_IDS)[number];

export const CARDS: readonly Card[] = [
  { id: 'flow', kind: 'area', over: 'time', figures: [{ measure: 'items', by: 'status' }] },
  { id: 'burnUp', kind: 'line', over: 'time', figures: [{ measure: 'items', by: 'status' }] },
  {
    ...({ id: 'pace', kind: 'line', over: 'time' } as const),
    figures: [{ measure: 'created' }, { measure: 'completed' }],
  },
  {
    ...({ id: 'overdue', kind: 'line', over: 'time' } as const),
    figures: [{ measure: 'overdue' }, { measure: 'blocked' }],
  },
  { id: 'ageing', kind: 'area', over: 'time', figures: [{ measure: 'age_days', by: 'bucket' }] },
  {
    ...({ id: 'load', kind: 'bar', over: 'groups' } as const),
    figures: [
      { measure: 'overdue', by: 'owner' },
      { measure: 'due_soon', by: 'owner' },
      { measure: 'due_later', by: 'owner' },
      { measure: 'tbd', by: 'owner' },
    ],
  },
  { id: 'slips', kind: 'bar', over: 'groups', figures: [{ measure: 'slips', by: 'owner' }] },
  {
    ...({ id: 'tbdAge', kind: 'bar', over: 'groups' } as const),
    figures: [{ measure: 'age_days', by: 'bucket', filter: { due: 'tbd' } }],
  },
  { id: 'idle', kind: 'bar', over: 'groups', figures: [{ measure: 'idle_days', by: 'bucket' }] },
  { id: 'leadTime', kind: 'line', over: 'time', figures: [{ measure: 'lead_time_days' }] },
];
