import { DomainError, shown, type FieldProblem, type Rule } from '@action-tracker/domain';
import { Injectable, ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import { ValidateBy, ValidateIf, type ValidationError } from 'class-validator';

interface Field {
  readonly name: string;
  readonly rule: Rule<unknown>;
  readonly isRequired: boolean;
}

/** Metadata key for the fields of a body class, used for the API description. */
const FIELDS = 'fields';

const fieldsOf = (target: object): readonly Field[] =>
  (Reflect.getMetadata(FIELDS, target) ?? []) as readonly Field[];

/** A required field, checked by the domain's rule. */
export const Required = (rule: Rule<unknown>): PropertyDecorator => field(rule, true);

/** An optional field. Omitting it is not the same as null. */
export const Optional = (rule: Rule<unknown>): PropertyDecorator => field(rule, false);

const field =
  (rule: Rule<unknown>, isRequired: boolean): PropertyDecorator =>
  (target, property) => {
    const known = fieldsOf(target);
    Reflect.defineMetadata(FIELDS, [...known, { name: property, rule, isRequired }], target);
    if (!isRequired) ValidateIf((_body, value) => value !== undefined)(target, property);
    ValidateBy({
      name: 'rule',
      validator: {
        validate: (value) => rule.problem(value) === undefined,
        defaultMessage: (argument) => rule.problem(argument?.value) ?? '',
      },
    })(target, property);
  };

/** Metadata key of body classes that stand for a missing body. */
const MAY_BE_MISSING = 'mayBeMissing';

/** For a body whose fields are all optional: no body is the same as an empty object. */
export const MayBeMissing = (target: object): void =>
  Reflect.defineMetadata(MAY_BE_MISSING, true, target);

/** The JSON Schema of a body. */
export function bodySchema(body: Type): Readonly<Record<string, unknown>> {
  const fields = fieldsOf(body.prototype as object);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, rule }) => [name, rule.schema])),
    required: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    additionalProperties: false,
  };
}

/**
 * Refuses bodies that are not objects or have unknown fields or invalid values, with all problems
 * at once.
 */
@Injectable()
export class RequestBodyPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
      exceptionFactory: (errors) => DomainError.invalid(errors.map(toProblem)),
    });
  }

  override transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return Promise.resolve(given);
    const value = given ?? (mayBeMissing(metadata.metatype) ? {} : given);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const message = `expected a JSON object, found ${shown(value)}`;
      throw DomainError.invalid([{ field: 'body', message }]);
    }
    const { isNested } = refuseBeforeReading(value, metadata.metatype);
    // Every field is checked then; class-transformer would copy each value of each list.
    return isNested ? Promise.resolve(value) : super.transform(value, metadata);
  }
}

const mayBeMissing = (metatype: Type | undefined): boolean =>
  metatype !== undefined && Reflect.hasMetadata(MAY_BE_MISSING, metatype);

/** Maximum number of problems reported; a body may have a hundred thousand. */
const MAX_PROBLEMS = 20;
const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * Checks before class-transformer runs, which takes quadratic time in the number of keys and
 * recurses for every level of nesting: refuses unknown fields, and checks all fields of a body that
 * has nested values.
 *
 * @throws DomainError VALIDATION_ERROR
 */
function refuseBeforeReading(body: object, metatype: Type | undefined): { isNested: boolean } {
  const isDeep = Object.values(body).some(isNested);
  const problems = fieldProblems(body, metatype ?? Object);
  if (isDeep || problems.some(({ message }) => message === UNKNOWN)) throwAny(problems);
  return { isNested: isDeep };
}

function throwAny(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw DomainError.invalid(problems);
}

/** The problems of an object with the fields of a body: unknown ones first. */
export function fieldProblems(body: object, { prototype }: Type): readonly FieldProblem[] {
  const fields = fieldsOf(prototype as object);
  const values = new Map<string, unknown>(Object.entries(body));
  const known = new Set(fields.map(({ name }) => name));
  const unknown = [...values.keys()].filter((name) => !known.has(name)).slice(0, MAX_PROBLEMS);
  const problems = fields.flatMap(({ name: field, rule, isRequired }): FieldProblem[] => {
    const value = values.get(field);
    const message = value === undefined && !isRequired ? undefined : rule.problem(value);
    return message === undefined ? [] : [{ field, message }];
  });
  return [...unknown.map((field) => ({ field, message: UNKNOWN })), ...problems];
}

const UNKNOWN = 'unknown field';

function toProblem({ property, constraints = {} }: ValidationError): FieldProblem {
  const isUnknown = 'whitelistValidation' in constraints;
  const [message = 'not accepted'] = Object.values(constraints);
  return { field: property, message: isUnknown ? UNKNOWN : message };
}
