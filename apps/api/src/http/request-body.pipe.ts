import { DomainError, shown, type FieldProblem, type Rule } from '@action-tracker/domain';
import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { ValidateBy, ValidateIf, type ValidationError } from 'class-validator';

/** A field that a body must have: checked by the domain's own rule. */
export const Required = (rule: Rule<unknown>): PropertyDecorator =>
  ValidateBy({
    name: 'rule',
    validator: {
      validate: (value) => rule.problem(value) === undefined,
      defaultMessage: (argument) => rule.problem(argument?.value) ?? '',
    },
  });

/** A field that a body may leave out. Leaving it out is not the same as null. */
export const Optional =
  (rule: Rule<unknown>): PropertyDecorator =>
  (target, property) => {
    ValidateIf((_body, value) => value !== undefined)(target, property);
    Required(rule)(target, property);
  };

/** Refuses bodies that are no object, have unknown fields or wrong values: all problems at once. */
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
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function toProblem({ property, constraints = {} }: ValidationError): FieldProblem {
  const isUnknown = 'whitelistValidation' in constraints;
  const [message = 'not accepted'] = Object.values(constraints);
  return { field: property, message: isUnknown ? 'expected no such field' : message };
}
