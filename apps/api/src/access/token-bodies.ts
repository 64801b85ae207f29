/** The body of a request for an access token. */
import type { CreateTokenRequest, TokenScope } from '@action-tracker/contracts';
import { TOKEN_RULES } from '@action-tracker/tracking';
import { Optional, Required } from '../http/request-body.pipe';

export class CreateTokenBody implements CreateTokenRequest {
  @Required(TOKEN_RULES.name) readonly name!: string;
  @Required(TOKEN_RULES.scope) readonly scope!: TokenScope;
  @Required(TOKEN_RULES.expires_at) readonly expires_at!: string;
  @Optional(TOKEN_RULES.tracker_ids) readonly tracker_ids?: readonly number[];
}
