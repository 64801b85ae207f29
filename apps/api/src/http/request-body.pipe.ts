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

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body') return value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const message = `expected a JSON object, found ${shown(value)}`;
      throw DomainError.invalid([{ field: 'body', message }]);
    }
    refuseBeforeReading(value, metadata.metatype);
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Maximum number of problems reported; a body may have a hundred thousand. */
const MAX_PROBLEMS = 20;
const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * Checks before class-transformer runs, which takes quadratic time in the number of keys and
 * recurses for every level of nesting: refuses unknown fields and non-scalar values.
 *
 * @throws DomainError VALIDATION_ERROR
 */
function refuseBeforeReading(body: object, metatype: Type | undefined): void {
  const fields = fieldsOf((metatype?.prototype ?? {}) as object);
  const values = new Map<string, unknown>(Object.entries(body));
  const known = new Set(fields.map(({ name }) => name));
  const unknown = [...values.keys()].filter((name) => !known.has(name)).slice(0, MAX_PROBLEMS);
  if (unknown.length === 0 && ![...values.values()].some(isNested)) return;
  const problems = fields.flatMap(({ name: field, rule, isRequired }): FieldProblem[] => {
    const value = values.get(field);
    const message = value === undefined && !isRequired ? undefined : rule.problem(value);
    return message === undefined ? [] : [{ field, message }];
  });
  const unexpected = unknown.map((field) => ({ field, message: 'unknown field' }));
  const refused = [...unexpected, ...problems];
  // A list that its rule accepts is short and flat.
  if (refused.length > 0) throw DomainError.invalid(refused);
}

function toProblem({ property, constraints = {} }: ValidationError): FieldProblem {
  const isUnknown = 'whitelistValidation' in constraints;
  const [message = 'not accepted'] = Object.values(constraints);
  return { field: property, message: isUnknown ? 'unknown field' : message };
}
