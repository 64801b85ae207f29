import { DomainError } from '@action-tracker/domain';
import { OperatorError, SettingsError } from '@action-tracker/runtime';
import { CommanderError } from 'commander';
import { describeFailure } from './failure';

const withCode = (code: unknown, message = 'x') => Object.assign(new Error(message), { code });
const LOST = 'error: The connection to the database was lost. Run the command again.';

it.each([
  ['help', new CommanderError(0, 'commander.help', 'help'), '', 0],
  ['wrong usage', new CommanderError(1, 'commander.unknownOption', 'no'), '', 2],
  ['a refusal', new DomainError('NOT_FOUND', 'No tracker XY'), 'error: No tracker XY', 1],
  ['what the operator can solve', new OperatorError('Port taken'), 'error: Port taken', 1],
  ['a lost connection', withCode('08006'), LOST, 1],
  ['a stopped server', withCode('57P01'), LOST, 1],
  ['a reset socket', withCode('ECONNRESET'), LOST, 1],
  ['a driver that says no code', new Error('Connection terminated unexpectedly'), LOST, 1],
])('reports %s in one line', (_, error, message, exitCode) => {
  expect(describeFailure(error)).toEqual({ message, exitCode });
});

it('reports all problems of the configuration', () => {
  const { message } = describeFailure(new SettingsError(['PORT: expected a number']));
  expect(message).toContain('PORT: expected a number');
});

it.each([[withCode('23505', 'duplicate')], [withCode(7, 'odd')], [new TypeError('undefined')]])(
  'shows a bug with its stack: %s',
  (error) => {
    expect(describeFailure(error)).toMatchObject({
      message: expect.stringContaining('failure.spec.ts'),
      exitCode: 1,
    });
  },
);

it('shows what is no error at all', () => {
  expect(describeFailure('text')).toEqual({ message: "'text'", exitCode: 1 });
});
