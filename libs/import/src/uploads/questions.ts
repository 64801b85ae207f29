/** Questions about a mapping: what it answers now, and how an answer changes it. */
import type {
  ImportFieldMapping,
  ImportMapping,
  ImportPerson,
  ImportQuestion,
} from '@action-tracker/contracts';
import { isEmail } from '@action-tracker/tracking';
import type { Question } from '../guess/guesses';
import { normalised } from '../mapping/mapping';
import { proposedWord } from '../vocabulary/words';

export const questionId = ({ kind, field, column = '', value = '' }: Question): string =>
  [kind, field, column, value].join(':');

/** The question as it stands with this mapping. */
export function asked(
  question: Question,
  mapping: ImportMapping,
  answered: readonly string[],
): ImportQuestion {
  const id = questionId(question);
  const answer = answerOf(question, mapping) ?? null;
  return { ...question, id, answer, is_answered: answered.includes(id) };
}

/** Whether a question has to be answered before anything can be imported. */
export const isOpen = (question: Question, mapping: ImportMapping): boolean =>
  question.kind === 'date_order' && isMapped(question, mapping) && !answerOf(question, mapping);

/** The mapping with an answer in it. */
export function withAnswer(
  mapping: ImportMapping,
  question: Question,
  answer: string,
): ImportMapping {
  const { kind, field, column = '', value = '', proposals } = question;
  switch (kind) {
    case 'person':
      return { ...mapping, people: { ...mapping.people, [value]: personOf(answer) } };
    case 'value':
      return changed(mapping, field, (before) => ({
        ...before,
        values: { ...before.values, [value]: answer },
      }));
    case 'missing':
    case 'date_fallback':
      return changed(mapping, field, (before) =>
        field === 'title' ? { ...before, column: answer } : { ...before, default: answer },
      );
    case 'date_order': {
      const isWanted = (format: string) => orderOf(format) === orderOf(answer) || !hasOrder(format);
      if (field !== 'notes') {
        return changed(mapping, field, ({ formats = proposals, ...before }) => ({
          ...before,
          formats: [...new Set([...formats, ...proposals].filter(isWanted))],
        }));
      }
      const dated = proposals.filter(isWanted);
      return {
        ...mapping,
        notes: mapping.notes.map((note) => (note.column === column ? { ...note, dated } : note)),
      };
    }
  }
}

const personOf = (answer: string): ImportPerson =>
  isEmail(answer) ? { email: answer.trim().toLowerCase() } : { name: answer };

function changed(
  mapping: ImportMapping,
  field: Question['field'],
  change: (before: ImportFieldMapping) => ImportFieldMapping,
): ImportMapping {
  if (field === 'notes') return mapping;
  return {
    ...mapping,
    fields: { ...mapping.fields, [field]: change(mapping.fields[field] ?? {}) },
  };
}

function answerOf(question: Question, mapping: ImportMapping): string | undefined {
  const { kind, field, column = '', value = '' } = question;
  const mapped = field === 'notes' ? undefined : mapping.fields[field];
  switch (kind) {
    case 'person': {
      const [, person] =
        Object.entries(mapping.people).find(([word]) => normalised(word) === normalised(value)) ??
        [];
      return person?.email ?? person?.name;
    }
    case 'value':
      return wordOf(field, value, mapped);
    case 'missing':
      return mapped?.default ?? [mapped?.column ?? []].flat()[0];
    case 'date_fallback':
      return mapped?.default;
    case 'date_order': {
      const note = mapping.notes.find((each) => each.column === column);
      const formats = (field === 'notes' ? note?.dated : mapped?.formats) ?? [];
      const ordered = formats.filter(hasOrder);
      const [first] = ordered;
      const isOne = ordered.every((format) => orderOf(format) === orderOf(first ?? ''));
      return isOne ? first : undefined;
    }
  }
}

function wordOf(
  field: Question['field'],
  value: string,
  mapped: ImportFieldMapping | undefined,
): string | undefined {
  const [, word] =
    Object.entries(mapped?.values ?? {}).find(([text]) => normalised(text) === normalised(value)) ??
    [];
  if (word !== undefined) return word;
  const own =
    field === 'status' || field === 'priority' || field === 'category'
      ? proposedWord(field, value)
      : undefined;
  return own?.confidence === 1 ? own.word : mapped?.otherwise;
}

function isMapped({ field, column }: Question, { fields }: ImportMapping): boolean {
  if (field === 'notes') return false;
  return [fields[field]?.column ?? []].flat().some((name) => name === column);
}

/** The formats of an earlier file and of this one; the order of the earlier one is kept. */
export function joinedFormats(
  known: readonly string[],
  found: readonly string[],
): readonly string[] {
  const orders = new Set(known.filter(hasOrder).map(orderOf));
  const isSame = (format: string) =>
    orders.size === 0 || !hasOrder(format) || orders.has(orderOf(format));
  return [...new Set([...known, ...found.filter(isSame)])];
}

const hasOrder = (format: string): boolean => /^(d\WM|M\Wd)\W/.test(format);
const orderOf = (format: string): 'day' | 'month' => (/^M\W/.test(format) ? 'month' : 'day');
