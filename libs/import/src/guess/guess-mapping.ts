/** Writes the mapping that follows from the guesses, and asks what it cannot know. */
import type { ImportField, ImportPerson } from '@action-tracker/contracts';
import type { ColumnMeaning } from '../vocabulary/headings';
import type { WordField } from '../vocabulary/words';
import { diaryName } from './guess-diaries';
import { logOf, type Log } from './guess-log';
import { findPerson, guessPeople } from './guess-people';
import { guessWords, isNothing, usualFirst, WORD_FIELDS, wordsOf } from './guess-words';
import type {
  FieldJson,
  Guesses,
  GuessedMapping,
  GuessOptions,
  MappingJson,
  Question,
} from './guesses';
import type { ColumnProfile, CountedValue } from './profile';

export function guessMapping(guesses: Guesses, options: GuessOptions): GuessedMapping {
  return new MappingGuess(guesses, options).result();
}

/** A title is repeated below this share of different values. */
const REPEATED = 0.6;
/** What tells rows apart is different in at least this share of them, and short. */
const DIFFERENT = 0.9;
const SHORT_CHARS = 80;

type People = Record<string, ImportPerson>;

class MappingGuess {
  private readonly questions: Question[] = [];
  private readonly fields: Partial<Record<ImportField, FieldJson>> = {};

  constructor(
    private readonly guesses: Guesses,
    private readonly options: GuessOptions,
  ) {}

  result(): GuessedMapping {
    const { format, columns } = this.guesses;
    const log = logOf(this.guesses);
    const key = log ? [log.key] : this.uniqueKey();
    this.addId(key);
    this.addTitle(log?.key);
    for (const field of WORD_FIELDS) this.addWords(field);
    const people = this.addPeople(log !== undefined);
    this.addDate('due_date', ['due_date']);
    this.addPast(log);
    const inTitle = [this.fields.title?.column].flat();
    const noted = columns.filter(
      ({ name, meaning }) => meaning === 'note' && !inTitle.includes(name),
    );
    const notes = noted.map(({ name }) => this.note(name, people));
    const mapping = {
      ...{ file: format, dates: { zone: this.options.zone }, no_value: this.placeholders(), key },
      ...(log && log.order.length > 0 ? { order: log.order } : {}),
      ...{ fields: this.fields, notes, people },
    };
    return { mapping, isHistory: log !== undefined, questions: this.questions };
  }

  private addId(key: readonly string[]): void {
    const profile = this.profile('id');
    if (!profile || !this.options.mayKeepNumbers || !key.includes(profile.name)) return;
    const numbers = profile.values.every(({ text }) => /^\d{1,9}$/.test(text));
    if (numbers && profile.distinct === this.guesses.rows) {
      this.fields.id = { column: profile.name };
    }
  }

  private addTitle(key: string | undefined): void {
    const guessed = this.guesses.columns.find(({ meaning }) => meaning === 'title');
    // The rows of a log need not say what it is about.
    const title = key !== undefined && (guessed?.confidence ?? 0) < 0.5 ? key : guessed?.name;
    if (title === undefined) this.ask({ kind: 'missing', field: 'title', proposals: [] });
    else this.fields.title = this.titleOf(title, key === undefined);
  }

  /** Where many rows have the same title, a short text beside it tells them apart. */
  private titleOf(title: string, mayJoin: boolean): FieldJson {
    const profile = this.guesses.profiles.find(({ name }) => name === title);
    const isRepeated = profile !== undefined && profile.distinct < profile.filled * REPEATED;
    const beside = this.guesses.profiles.find(
      ({ name, filled, distinct, averageChars }) =>
        this.isNote(name) &&
        filled === this.guesses.rows &&
        distinct >= filled * DIFFERENT &&
        averageChars <= SHORT_CHARS,
    );
    return mayJoin && isRepeated && beside
      ? { column: [title, beside.name], join: ': ' }
      : { column: title };
  }

  /** Whether a column is a note, and no diary. */
  private isNote(column: string): boolean {
    const isDiary = this.guesses.diaries.some((diary) => diary.column === column);
    const { columns } = this.guesses;
    return !isDiary && columns.some(({ name, meaning }) => name === column && meaning === 'note');
  }

  private addWords(field: WordField): void {
    const words = wordsOf(field, this.options);
    const profile = this.profile(field);
    if (profile) {
      const guessed = guessWords(field, profile, words);
      this.fields[field] = guessed.field;
      this.questions.push(...guessed.questions);
      return;
    }
    if (field === 'status') return;
    const proposals = usualFirst(field, words);
    this.ask({ kind: 'missing', field, proposals });
    this.fields[field] = { default: proposals[0] };
  }

  private addPeople(isHistory: boolean): People {
    const author = this.column('created_by');
    const owners = [this.column('owner'), author].filter((name) => name !== undefined);
    const { importer } = this.options;
    if (this.column('owner') === undefined) {
      const proposals = [...(importer === undefined ? [] : [importer])];
      this.ask({ kind: 'missing', field: 'owner', proposals });
    }
    if (owners.length > 0 || importer !== undefined) {
      this.fields.owner = {
        ...(owners.length > 0 ? { column: owners.length === 1 ? (owners[0] ?? '') : owners } : {}),
        ...(importer === undefined ? {} : { default: importer }),
      };
    }
    const changer = this.column('updated_by');
    if (isHistory && changer !== undefined) this.fields.changed_by = { column: changer };
    if (!isHistory && author !== undefined) this.fields.created_by = { column: author };
    return this.persons(isHistory ? [...owners, changer] : owners);
  }

  private persons(columns: readonly (string | undefined)[]): People {
    const people: People = {};
    for (const profile of this.guesses.profiles.filter(({ name }) => columns.includes(name))) {
      for (const { word, rows, person, proposals } of guessPeople(
        profile.values,
        this.options.users,
      )) {
        people[word] = person;
        const column = profile.name;
        this.questions.push({
          kind: 'person',
          field: 'owner',
          column,
          value: word,
          rows,
          proposals,
        });
      }
    }
    return people;
  }

  /** A column of notes, split at their dates if it is a diary. */
  private note(column: string, people: People): MappingJson['notes'][number] {
    const diary = this.guesses.diaries.find((each) => each.column === column);
    const { question, formats = [] } = this.guesses.dates.get(diaryName(column)) ?? {};
    if (!diary || formats.length === 0) return { column };
    if (question) {
      this.questions.push({ kind: 'date_order', field: 'notes', column, ...question });
      return { column };
    }
    // An author that `people` does not list stays in the text of the note.
    for (const { text } of diary.authors) {
      const found = findPerson(text, this.options.users);
      if (found) people[text] = { email: found.email };
    }
    return { column, dated: formats };
  }

  /** When the item was created and reached its status; in a log, when each change was made. */
  private addPast(log: Log | undefined): void {
    if (log) {
      this.addDate('changed_at', ['updated']);
      this.addDate('create_date', ['create_date']);
      return;
    }
    this.addDate('create_date', ['create_date']);
    const { today } = this.options;
    const created = this.fields.create_date;
    if (!created) this.ask({ kind: 'missing', field: 'create_date', proposals: [today] });
    this.fields.create_date = { ...created, default: today };
    this.addDate('status_date', ['closed', 'updated']);
  }

  private addDate(field: ImportField, meanings: readonly ColumnMeaning[]): void {
    const columns = meanings.flatMap((meaning) => this.column(meaning) ?? []);
    if (columns.length === 0) return;
    const formats = new Set<string>();
    for (const column of columns) {
      const date = this.guesses.dates.get(column);
      for (const format of date?.formats ?? []) formats.add(format);
      if (!date?.question) continue;
      this.questions.push({ kind: 'date_order', field, column, ...date.question });
    }
    if (formats.size === 0) formats.add('yyyy-MM-dd');
    this.fields[field] = {
      column: columns.length === 1 ? (columns[0] ?? '') : columns,
      formats: [...formats],
    };
  }

  /** Words that mean nothing, in the columns that become fields. */
  private placeholders(): readonly string[] {
    const used = this.guesses.profiles.filter(({ name }) =>
      Object.values(this.fields).some(({ column }) => [column].flat().includes(name)),
    );
    const words = used.flatMap(({ name, values }) =>
      values.filter(({ text }) => isNothing(this.wordFieldOf(name), text)).map(({ text }) => text),
    );
    const meant = new Set(used.flatMap(({ name, values }) => this.meantIn(name, values)));
    return [...new Set(words)].filter((word) => !meant.has(word));
  }

  /** "Open" may mean no owner, but it is a status. */
  private meantIn(column: string, values: readonly CountedValue[]): readonly string[] {
    const field = this.wordFieldOf(column);
    if (!field) return [];
    return values.map(({ text }) => text).filter((text) => !isNothing(field, text));
  }

  private wordFieldOf(column: string): WordField | undefined {
    return WORD_FIELDS.find((field) => this.column(field) === column);
  }

  private uniqueKey(): readonly string[] {
    const profile = this.profile('id');
    return profile?.filled === this.guesses.rows ? [profile.name] : [];
  }

  private column(meaning: ColumnMeaning): string | undefined {
    return this.guesses.columns.find((column) => column.meaning === meaning)?.name;
  }

  private profile(meaning: ColumnMeaning): ColumnProfile | undefined {
    return this.guesses.profiles.find(({ name }) => name === this.column(meaning));
  }

  private ask(question: Omit<Question, 'rows'>): void {
    this.questions.push({ ...question, rows: this.guesses.rows });
  }
}
