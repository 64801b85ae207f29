/** The fields that people edit, by wire name: those of the registry, and the status. */
import { type NamedField, NAMED_FIELDS, STATUSES, type WireField } from '@action-tracker/contracts';

export type EditedField = WireField | 'status';
type Description = Pick<NamedField, 'kind' | 'isRequired' | 'isRanked' | 'words' | 'maxChars'>;

export const WIRE_FIELDS: readonly WireField[] = NAMED_FIELDS.map(({ wire }) => wire);

export const EDITED_FIELDS: Readonly<Record<EditedField, Description>> = {
  // One entry per field of the registry.
  ...(Object.fromEntries(NAMED_FIELDS.map((field) => [field.wire, field])) as unknown as Record<
    WireField,
    NamedField
  >),
  status: { kind: 'word', isRequired: true, isRanked: true, words: STATUSES },
};

export const isEdited = (name: string): name is EditedField => Object.hasOwn(EDITED_FIELDS, name);

/** A text that an item need not have. */
export const isOptionalText = (field: EditedField): boolean =>
  EDITED_FIELDS[field].kind === 'text' && !EDITED_FIELDS[field].isRequired;

/** These in the given order, and behind them the fields of the registry that are not among them. */
export const withOtherFields = <Name extends string>(
  names: readonly Name[],
): readonly (Name | WireField)[] => [
  ...names,
  ...WIRE_FIELDS.filter((field) => !names.some((name) => name === field)),
];
