/** Decides a change of fields. */
import type { DecisionContext } from '../aggregate';
import { DomainError } from '../domain-error';
import { acceptSome, requireSome, wireName } from '../rules';
import {
  fieldChange,
  NAMED_FIELDS,
  reasonName,
  type FieldChange,
  type ItemChanges,
  type ItemField,
  type ItemFields,
} from './item-fields';
import { fieldRules, REASON_RULES } from './item-rules';

/**
 * The events of changed fields, one for each whose value differs.
 *
 * @throws DomainError VALIDATION_ERROR
 */
export function changeItem(
  item: ItemFields,
  changes: ItemChanges,
  context: DecisionContext,
): readonly FieldChange[] {
  const rules = fieldRules(context, item.category);
  requireValuesOfReasons(changes);
  requireSome(changes, rules);
  const to = acceptSome<ItemChanges>({ ...rules, ...REASON_RULES }, changes);
  requireUsers(to, context);
  return NAMED_FIELDS.flatMap(({ name }) => changeOf(name, item, to));
}

/** A reason belongs to a new value: on its own it would be recorded nowhere. */
function requireValuesOfReasons(changes: ItemChanges): void {
  const problems = NAMED_FIELDS.flatMap(({ name, wire }) => {
    const reason = reasonName(name);
    if (changes[name] !== undefined || givenAs(changes, reason) === undefined) return [];
    return [{ field: wireName(reason), message: `expected together with ${wire}, found alone` }];
  });
  if (problems.length > 0) throw DomainError.invalid(problems);
}

function changeOf<F extends ItemField>(
  field: F,
  item: ItemFields,
  changes: ItemChanges,
): readonly FieldChange<F>[] {
  const to = changes[field] as ItemFields[F] | undefined;
  if (to === undefined || to === item[field]) return [];
  return [fieldChange(field, item[field], to, givenAs(changes, reasonName(field)))];
}

/** The reason of this name; only some fields have one. */
const givenAs = (changes: ItemChanges, reason: string): string | null | undefined =>
  (changes as Readonly<Record<string, string | null | undefined>>)[reason];

/** @throws DomainError VALIDATION_ERROR when a field names a user who does not exist */
export function requireUsers(fields: Partial<ItemFields>, context: DecisionContext): void {
  const problems = NAMED_FIELDS.flatMap(({ name, wire: field, kind }) => {
    const id = fields[name];
    if (kind !== 'user' || typeof id !== 'number' || context.isUser(id)) return [];
    return [{ field, message: `expected the id of a user, found ${id}, which no user has` }];
  });
  if (problems.length > 0) throw DomainError.invalid(problems);
}
