/**
 * Splits a cell in which people keep a diary, such as `01/26/2026 MF: text` or `26.1. MF – text`, into
 * notes with a date and an author of their own. Lines without a date belong to the note above.
 */
import type { PlainDate } from '@action-tracker/domain';
import { readDate, type DateStyle, type WrittenDate } from '../mapping/dates';

export interface DatedNote {
  readonly date: WrittenDate;
  /** The word of the file. */
  readonly author: string | undefined;
  readonly text: string;
}

export interface SplitText {
  /** What is above the first date. */
  readonly undated: string;
  /** In the order of the file, which may be the newest first. */
  readonly notes: readonly DatedNote[];
}

export interface DiaryStyle extends DateStyle {
  /** A date without a year is the first of its kind since this day. */
  readonly since: PlainDate;
}

const DAY =
  /\d{1,4}[./-]\d{1,2}(?:[./-](?:\d{4}|\d{2}))?\.?|\d{1,2}[ .-]{1,2}\p{L}{3,9}\.?[ .-]\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4}/u;
const AUTHOR = /\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}/u;
const MARK = /[ \t]*(?::|[–—]|-(?=[ \t]))[ \t]*/u;
/** A date, who wrote it, and a colon or dash. */
const SIGNED = new RegExp(
  `^[\\s>*•-]*[[(]?(${DAY.source})[\\])]?[ \\t,]*[[(]?(${AUTHOR.source})?[\\])]?${MARK.source}`,
  'u',
);
/** A date that is followed by the text itself; only with a year, because many lines begin with numbers. */
const PLAIN = new RegExp(`^[\\s>*•-]*[[(]?(${DAY.source})[\\])]?(?:[ \\t]+|$)`, 'u');
const WITHOUT_YEAR = /^\d{1,2}([./-])\d{1,2}[./-]?$/;

/** The beginning of a note within a text. */
export interface NoteHead {
  readonly day: string;
  readonly author: string | undefined;
  /** What follows it on the line. */
  readonly rest: string;
}

/** Reads a line as the beginning of a note; whether its day is a date is another question. */
export function noteHead(line: string): NoteHead | undefined {
  const [signed, day, author] = SIGNED.exec(line) ?? [];
  if (signed !== undefined && day !== undefined) {
    return { day, author, rest: line.slice(signed.length) };
  }
  const [plain, date] = PLAIN.exec(line) ?? [];
  if (plain === undefined || date === undefined || WITHOUT_YEAR.test(date)) return undefined;
  return { day: date, author: undefined, rest: line.slice(plain.length) };
}

/** Splits a text; a date in the future begins no note. */
export function splitNotes(text: string, style: DiaryStyle): SplitText {
  const undated: string[] = [];
  const notes: { date: WrittenDate; author: string | undefined; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const head = noteHead(line);
    const date = head && dayOf(head.day, style);
    if (head && date) notes.push({ date, author: head.author, lines: [head.rest] });
    else (notes.at(-1)?.lines ?? undated).push(line);
  }
  return {
    undated: undated.join('\n').trim(),
    notes: notes.flatMap(({ lines, ...note }) => {
      const content = lines.join('\n').trim();
      return content === '' ? [] : [{ ...note, text: content }];
    }),
  };
}

function dayOf(text: string, style: DiaryStyle): WrittenDate | undefined {
  const [, by] = WITHOUT_YEAR.exec(text) ?? [];
  const found =
    by === undefined ? readDate(text.replace(/\.$/, ''), style) : sinceOf(text, by, style);
  return found && found.instant <= style.now.toISOString() ? found : undefined;
}

/** The first such day that is not before the given one. */
function sinceOf(text: string, by: string, style: DiaryStyle): WrittenDate | undefined {
  const year = Number(style.since.slice(0, 4));
  const day = text.replace(/[./-]$/, '');
  const dates = [year, year + 1].flatMap((each) => {
    const shortened = String(each).slice(2);
    const written = [`${day}${by}${each}`, `${day}${by}${shortened}`];
    return written.map((date) => readDate(date, style)).find((date) => date !== undefined) ?? [];
  });
  return dates.find(({ date }) => date >= style.since) ?? dates[0];
}
