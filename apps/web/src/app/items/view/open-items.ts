/** The everyday view of a list: what is still to be done, which is everything but Complete. */
import { isOpen, STATUSES } from '@action-tracker/contracts';
import type { ItemFilter } from './item-filter';

export const OPEN_STATUSES: readonly string[] = STATUSES.filter(isOpen);

/** Exactly the open statuses are chosen, however that came about. */
export const isOpenChosen = ({ status }: ItemFilter): boolean =>
  status.length === OPEN_STATUSES.length && OPEN_STATUSES.every((open) => status.includes(open));

/** All open statuses at once, or none in particular when they were chosen already. */
export const toggleOpen = (filter: ItemFilter): ItemFilter => ({
  ...filter,
  status: isOpenChosen(filter) ? [] : OPEN_STATUSES,
});
