/** What `styles/_values.scss` and `styles/_chips.scss` draw beside a value, as `data-mark`. */
import { type Item, PRIORITIES } from '@action-tracker/contracts';

/** As many bars as it is urgent: 1 to 3. */
export const priorityLevel = ({ priority }: Pick<Item, 'priority'>): number =>
  PRIORITIES.length - PRIORITIES.indexOf(priority);

/** `in-progress` */
export const toneOf = ({ status }: Pick<Item, 'status'>): string =>
  status.toLowerCase().replace(' ', '-');
