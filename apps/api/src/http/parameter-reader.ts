/** Reads the parameters of a query string, and collects what is wrong with them. */
import { PAGE_MAX_ITEMS } from '@action-tracker/contracts';
import { CATEGORY_MAX_CHARS, shown, typedItemId, type FieldProblem } from '@action-tracker/domain';
import { UnknownValue } from './unknown-value';

export type QueryParameters = Readonly<Record<string, string | readonly string[]>>;

const ID_FORM = /^[1-9]\d{0,8}$/;
const TEXT_MAX_CHARS = 500;

export class ParameterReader {
  private readonly problems: FieldProblem[] = [];
  private allowed: readonly string[] | undefined;

  constructor(
    private readonly parameters: QueryParameters,
    known: readonly string[],
  ) {
    for (const name of Object.keys(parameters)) {
      if (known.includes(name)) continue;
      this.problem(name, `unknown parameter; expected one of ${known.join(', ')}`);
    }
  }

  ids(name: string): readonly number[] | undefined {
    const values = this.values(name);
    const wrong = values?.find((value) => !ID_FORM.test(value));
    if (wrong !== undefined) this.problem(name, `expected an id (a number), found ${shown(wrong)}`);
    return values?.map(Number);
  }

  words<T extends string>(
    name: string,
    allowed: readonly T[],
    max = Infinity,
  ): readonly T[] | undefined {
    const values = this.values(name);
    const found = values?.flatMap((value) => allowed.find((word) => word === value) ?? []);
    const wrong = values?.find((value) => !allowed.some((word) => word === value));
    if (wrong !== undefined) {
      this.allowed ??= allowed;
      this.problem(name, `expected one of ${allowed.join(', ')}; found ${shown(wrong)}`);
    } else if (values && values.length > max) {
      this.problem(name, `expected it once, found it ${values.length} times`);
    }
    return found;
  }

  /** Names that somebody gave; one that nothing has matches nothing. */
  names(name: string, max = Infinity): readonly string[] | undefined {
    const values = this.values(name);
    const isTooLong = (value: string) => Array.from(value).length > CATEGORY_MAX_CHARS;
    if (values?.some(isTooLong) === true) {
      this.problem(name, `expected at most ${CATEGORY_MAX_CHARS} characters`);
    } else if (values?.some((value) => value.includes('\0')) === true) {
      this.problem(name, 'expected text without NUL');
    } else if (values && values.length > max) {
      this.problem(name, `expected it once, found it ${values.length} times`);
    }
    return values;
  }

  flag(name: string): true | undefined {
    return this.words(name, ['true'], 1) ? true : undefined;
  }

  text(name: string): string | undefined {
    const value = this.single(name);
    const isTooLong = Array.from(value ?? '').length > TEXT_MAX_CHARS;
    if (isTooLong) this.problem(name, `expected at most ${TEXT_MAX_CHARS} characters`);
    if (value?.includes('\0')) this.problem(name, 'expected text without NUL');
    return value;
  }

  limit(name: string): number | undefined {
    const value = this.single(name);
    if (value === undefined) return undefined;
    const limit = ID_FORM.test(value) ? Number(value) : 0;
    if (limit < 1 || limit > PAGE_MAX_ITEMS) {
      this.problem(name, `expected a number from 1 to ${PAGE_MAX_ITEMS}, found ${shown(value)}`);
    }
    return limit;
  }

  itemId(name: string): string | undefined {
    const value = this.single(name);
    const id = value === undefined ? undefined : typedItemId(value);
    if (value !== undefined && id === undefined) {
      this.problem(name, `expected an item id like AD-001, found ${shown(value)}`);
    }
    return id;
  }

  refuseProblems(): void {
    if (this.problems.length === 0) return;
    throw new UnknownValue(this.problems, this.allowed);
  }

  has(name: string): boolean {
    return this.values(name) !== undefined;
  }

  /** A parameter that may occur once. */
  single(name: string): string | undefined {
    const values = this.values(name);
    if (values && values.length > 1) {
      this.problem(name, `expected it once, found it ${values.length} times`);
    }
    return values?.[0];
  }

  private values(name: string): readonly string[] | undefined {
    const value = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    if (value === undefined) return undefined;
    return typeof value === 'string' ? [value] : value;
  }

  problem(field: string, message: string): void {
    this.problems.push({ field, message });
  }
}
