import type { User } from '@action-tracker/contracts';
import { JwtService } from '@nestjs/jwt';
import { v7 as uuidv7 } from 'uuid';

/** What a token says; `iat` and `exp` (seconds) are added when it is signed. */
export interface TokenClaims {
  /** E-mail of the user. */
  readonly sub: string;
  readonly name: string;
  readonly user_id: number;
  readonly jti: string;
}

export const TOKEN_ALGORITHM = 'HS256';
/** How long a browser stays signed in. */
export const SESSION_SECONDS = 24 * 60 * 60;

/** Signs the JWT that the API accepts in the cookie `token` and as bearer. */
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  /** @param lifetimeSeconds positive whole number */
  issue(user: User, lifetimeSeconds = SESSION_SECONDS): string {
    const claims: TokenClaims = {
      sub: user.email,
      name: user.name,
      user_id: user.id,
      jti: uuidv7(),
    };
    return this.jwt.sign(claims, { algorithm: TOKEN_ALGORITHM, expiresIn: lifetimeSeconds });
  }
}
