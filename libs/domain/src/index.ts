export { assertNever } from './assert-never';
export { DomainError, type DomainErrorCode, type FieldProblem } from './domain-error';
export {
  isTrackerEvent,
  SCHEMA_VERSIONS,
  upcast,
  type DomainEvent,
  type EventType,
} from './events';
export {
  decideItem,
  evolveItem,
  NO_ITEM,
  type AddNote,
  type ChangeStatus,
  type CreateItem,
  type ImportItem,
  type ItemCommand,
  type ItemContext,
  type ItemFields,
  type ItemState,
} from './item';
export type {} from './item-events';
export { DATE_MAX, DATE_MIN, isPlainDate, type PlainDate } from './plain-date';
export {
  formatItemId,
  ITEM_ID_PATTERN,
  parseItemId,
  typedItemId,
  type ItemIdParts,
} from './item-id';
export {
  CATEGORY_RULE,
  COMMENT_RULE,
  DATE_RULE,
  DESCRIPTION_RULE,
  DUE_DATE_RULE,
  INITIALS_RULE,
  NAME_RULE,
  NOTE_CONTENT_RULE,
  PREFIX_RULE,
  PRIORITY_RULE,
  shown,
  STATUS_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  wireName,
  type Rule,
} from './rules';
export { flawOf, refusedToday } from './soundness';
export {
  decideTracker,
  evolveTracker,
  NO_TRACKER,
  type ChangeTrackerDetails,
  type OpenTracker,
  type TrackerState,
} from './tracker';
export {
  CATEGORIES,
  CLOSED_STATUS,
  EMAIL_MAX_CHARS,
  isOpen,
  ITEM_NUMBER_MAX,
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  PREFIX_MAX_CHARS,
  PREFIX_MIN_CHARS,
  PRIORITIES,
  STATUSES,
  TITLE_MAX_CHARS,
  type Category,
  type Priority,
  type Status,
} from './vocabulary';
