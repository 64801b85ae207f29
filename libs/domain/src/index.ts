export {
  mayInTracker,
  mayOnSite,
  OWN_ITEM_FIELDS,
  SITE_ACTIONS,
  TRACKER_ACTIONS,
  type SiteAction,
  type TrackerAction,
} from './access/permissions';
export { SITE_ROLE_RULE, TRACKER_ROLE_RULE, VISIBILITY_RULE } from './access/role-rules';
export {
  GUEST_ROLE_MAX,
  higherRole,
  includesRole,
  SITE_ROLES,
  TRACKER_ROLES,
  VISIBILITIES,
  type SiteRole,
  type TrackerRole,
  type Visibility,
} from './access/roles';
export {
  eventOf,
  stateOf,
  UNTOUCHED_STREAM,
  upcastTo,
  type Aggregate,
  type AnyAggregate,
  type AnyEvent,
  type DecisionContext,
  type FoldedStream,
} from './aggregate';
export { registryOf, type AggregateRegistry } from './aggregate-registry';
export { assertNever } from './assert-never';
export { decideBatchCommand, type BatchCommand, type BatchDetails } from './batch/batch';
export { BATCH, batchStream, parseBatchStream } from './batch/batch-aggregate';
export { BATCH_ID_RULE, BATCH_KINDS, type BatchKind, type SourceFile } from './batch/batch-rules';
export {
  categoryName,
  FIRST_CATEGORIES,
  isOfTracker,
  offeredCategories,
  presentName,
  type TrackerCategory,
} from './categories';
export { DomainError, type DomainErrorCode, type FieldProblem } from './domain-error';
export {
  AGGREGATES,
  REGISTRY,
  SCHEMA_VERSIONS,
  upcast,
  type DomainEvent,
  type EventType,
} from './registry';
export {
  decideItem,
  evolveItem,
  NO_ITEM,
  type ChangeStatus,
  type CreateItem,
  type ImportItem,
  type ItemCommand,
  type ItemState,
  type WithdrawItem,
} from './item/item';
export {
  foundText,
  shownNote,
  type AddNote,
  type AmendNote,
  type WithdrawNote,
} from './item/item-notes';
export { NO_ENTRIES } from './item/entry-set';
export {
  allFields,
  changedField,
  isFieldChange,
  NAMED_FIELDS,
  onWire,
  type FieldKind,
  type ItemChanges,
  type ItemFields,
  type NamedField,
  type NewWireItemFields,
  type RequiredWireField,
  type WireField,
  type WireItemChanges,
  type WireItemFields,
} from './item/item-fields';
export { daysSlipped } from './item/due-date-moves';
export { ITEM_RULES } from './item/item-rules';
export { ITEM } from './item/item-aggregate';
export type { ItemEvent } from './item/item-events';
export {
  CHOICE_FILTERS,
  COMPLETED_FILTERS,
  DUE_FILTERS,
  dueFilterOf,
  TEXT_FILTERS,
  WEEK_DAYS,
  type ChoiceFilter,
  type CompletedFilter,
  type DueFilter,
} from './item/item-filter';
export {
  AXES,
  hasPosition,
  MOMENT_FORMS,
  readMoment,
  type Axis,
  type CalendarDuration,
} from './moment/named-moment';
export { DATE_MAX, DATE_MIN, daysBetween, isPlainDate, type PlainDate } from './plain-date';
export {
  formatItemId,
  ITEM_ID_PATTERN,
  parseItemId,
  typedItemId,
  type ItemIdParts,
} from './item/item-id';
export {
  decideOrganisation,
  personOf,
  type OrganisationCommand,
} from './organisation/organisation';
export { ORGANISATION, ORGANISATION_STREAM } from './organisation/organisation-aggregate';
export {
  decideReview,
  NO_REVIEW,
  type ChangeReview,
  type EndReview,
  type MarkItem,
  type OpenReview,
  type ReviewCommand,
} from './review/review';
export { REVIEW } from './review/review-aggregate';
export { formatReviewId, parseReviewId } from './review/review-id';
export { ITEM_ID_RULE, MINUTES_RULE, PARTICIPANTS_RULE } from './review/review-rules';
export {
  COMMENT_RULE,
  DATE_RULE,
  DESCRIPTION_RULE,
  FLAG_RULE,
  INITIALS_RULE,
  NAME_RULE,
  oneOf,
  NOTE_CONTENT_RULE,
  PREFIX_RULE,
  REASON_RULE,
  requireSome,
  shown,
  STATUS_RULE,
  text,
  TITLE_RULE,
  TRACKER_ID_RULE,
  USER_ID_RULE,
  wireName,
  type Rule,
} from './rules';
export {
  changeTracker,
  decideTracker,
  NO_TRACKER,
  type OpenTracker,
  type TrackerChanges,
} from './tracker/tracker';
export { requireNotArchived } from './tracker/tracker-archive';
export { categoriesOf } from './tracker/tracker-categories';
export { CATEGORIES_RULE, type WantedCategory } from './tracker/wanted-categories';
export type { AccessCommand, TrackerMember, TrackerVisibility } from './tracker/tracker-access';
export { TRACKER } from './tracker/tracker-aggregate';
export { planUndo, reversalsOf, type UndoEntry, type UndoPlan } from './undo';
export {
  CATEGORIES,
  CATEGORIES_MAX,
  CATEGORY_MAX_CHARS,
  CLOSED_STATUS,
  EMAIL_MAX_CHARS,
  isOpen,
  INITIALS_MAX_CHARS,
  LONG_TEXT_MAX_CHARS,
  MINUTES_MAX_CHARS,
  NAME_MAX_CHARS,
  NOTE_LINE_MAX_CHARS,
  PREFIX_MAX_CHARS,
  PREFIX_MIN_CHARS,
  PRIORITIES,
  REASON_MAX_CHARS,
  STATUSES,
  TITLE_MAX_CHARS,
  type Category,
  type Priority,
  type Status,
} from './vocabulary';
