/** Query parameters of sign-in and sign-out. */
import { queryParameter } from '../openapi/parameters';
import { SIGN_IN_REASONS } from './sign-in-texts';

export const RETURN_TO = queryParameter(
  'return_to',
  'Path on this site to go to after signing in',
  {
    type: 'string',
  },
);

export const SIGN_IN_REASON = queryParameter(
  'reason',
  'Why the visitor is here, shown in the form',
  {
    type: 'string',
    enum: [...SIGN_IN_REASONS],
  },
);

export const EVERYWHERE = queryParameter('everywhere', 'End every session of the user', {
  type: 'string',
  enum: ['true', 'false'],
});
