/** Values of `data-mark`, drawn by `styles/_values.scss` and `styles/_chips.scss`. */
import { type Item, PRIORITIES } from '@action-tracker/contracts';

/** The number of bars: 1 to 3, by urgency. */
export const priorityLevel = ({ priority }: Pick<Item, 'priority'>): number =>
  PRIORITIES.length - PRIORITIES.indexOf(priority);

/** `in-progress` */
export const toneOf = ({ status }: Pick<Item, 'status'>): string =>
  status.toLowerCase().replace(' ', '-');
