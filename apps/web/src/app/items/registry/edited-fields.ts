/** The editable fields by wire name: those of the registry, and the status. */
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

/** A text that items may lack. */
export const isOptionalText = (field: EditedField): boolean =>
  EDITED_FIELDS[field].kind === 'text' && !EDITED_FIELDS[field].isRequired;

/** The given names in their order, followed by the remaining fields of the registry. */
export const withOtherFields = <Name extends string>(
  names: readonly Name[],
): readonly (Name | WireField)[] => [
  ...names,
  ...WIRE_FIELDS.filter((field) => !names.some((name) => name === field)),
];
