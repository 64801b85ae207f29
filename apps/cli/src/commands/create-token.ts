import type { User } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import { IMPORT_EMAIL_DOMAIN, SESSION_SECONDS } from '@action-tracker/tracking';
import { Option, type Command } from 'commander';
import { parseDuration } from '../duration';
import { jsonOption, requireWriter } from '../options';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

interface Options {
  readonly email: string;
  readonly expiresIn: number;
  readonly json: boolean;
}

/** `create-token`: a bearer token for scripts and reports. */
export function addCreateToken(program: Command, surroundings: Surroundings): void {
  program
    .command('create-token')
    .description('Print a bearer token for scripts that act as this user')
    .requiredOption('--email <email>', 'the user')
    .addOption(
      new Option('--expires-in <duration>', 'such as 30m, 24h or 7d')
        .argParser(parseDuration)
        .default(SESSION_SECONDS, '24h'),
    )
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLE)
    .action(async (options: Options) => {
      const issued = await withSession(surroundings, (session) => issue(session, options), {
        signsTokens: true,
      });
      await printResult(surroundings.terminal, options.json, {
        json: issued,
        lines: [issued.token],
      });
    });
}

const EXAMPLE = `
Example:
  TOKEN=$(action-tracker create-token --email maria@example.com --expires-in 7d)
  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/api/trackers`;

async function issue({ users, tokens, settings }: Session, { email, expiresIn }: Options) {
  const user = await requireWriter(users, email);
  requireSignIn(user, settings.allowedEmailDomains);
  const token = await tokens.issue(user, {
    lifetimeSeconds: expiresIn,
    userAgent: 'action-tracker create-token',
  });
  return { token, email: user.email, expires_in_seconds: expiresIn };
}

/** A token must not give access that a sign-in would refuse. */
function requireSignIn({ email }: User, allowed: readonly string[] | undefined): void {
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (domain === IMPORT_EMAIL_DOMAIN) {
    throw new OperatorError(
      `Expected a user who can sign in, found ${email}, created by an import`,
    );
  }
  if (allowed && !allowed.includes(domain)) {
    throw new OperatorError(
      `Expected an e-mail address in ALLOWED_EMAIL_DOMAINS (${allowed.join(', ')}), found ${email}`,
    );
  }
}
