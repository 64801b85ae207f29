/** The default view of a list: open items, meaning every status but Complete. */
import { isOpen, STATUSES } from '@action-tracker/contracts';
import type { ItemFilter } from './item-filter';

export const OPEN_STATUSES: readonly string[] = STATUSES.filter(isOpen);

/** Whether exactly the open statuses are chosen, whichever way. */
export const isOpenChosen = ({ status }: ItemFilter): boolean =>
  status.length === OPEN_STATUSES.length && OPEN_STATUSES.every((open) => status.includes(open));

/** Chooses all open statuses, or none if they were already chosen. */
export const toggleOpen = (filter: ItemFilter): ItemFilter => ({
  ...filter,
  status: isOpenChosen(filter) ? [] : OPEN_STATUSES,
});
