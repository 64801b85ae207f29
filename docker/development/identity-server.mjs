/** An identity server that speaks like Google, and takes everybody for the same person. */
import { Events, OAuth2Server } from 'oauth2-mock-server';

const PORT = 9400;
const PERSON = { sub: '1', email: 'ada@example.com', email_verified: true, name: 'Ada Lovelace' };

const server = new OAuth2Server(undefined, undefined, {
  endpoints: {
    authorize: '/o/oauth2/v2/auth',
    token: '/oauth2/v4/token',
    userinfo: '/oauth2/v3/userinfo',
  },
});
await server.issuer.keys.generate('RS256');
server.service.on(Events.BeforeUserinfo, (answer) => {
  answer.body = PERSON;
});
await server.start(PORT, '0.0.0.0');
