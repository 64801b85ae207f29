/**
 * A local OAuth 2.0 server with the endpoints of Google. A process of its own, because the server
 * checks types across the border of the virtual machine that Jest runs tests in.
 */
import { Events, OAuth2Server } from 'oauth2-mock-server';

const server = new OAuth2Server(undefined, undefined, {
  endpoints: {
    authorize: '/o/oauth2/v2/auth',
    token: '/oauth2/v4/token',
    userinfo: '/oauth2/v3/userinfo',
  },
});
let visitor = { profile: {}, isDenied: false };

await server.issuer.keys.generate('RS256');
server.service.on(Events.BeforeUserinfo, (answer) => {
  answer.body = visitor.profile;
});
server.service.on(Events.BeforeAuthorizeRedirect, (redirect, request) => {
  const { searchParams } = new URL(request.url, 'http://127.0.0.1');
  process.send({ authorize: Object.fromEntries(searchParams) });
  if (!visitor.isDenied) return;
  redirect.url.searchParams.delete('code');
  redirect.url.searchParams.set('error', 'access_denied');
});
server.service.on(Events.BeforeResponse, (_answer, request) => {
  process.send({ token: { ...request.body } });
});
process.on('message', (message) => {
  visitor = message;
  process.send({ accepted: true });
});
process.on('disconnect', () => process.exit(0));
await server.start(0, '127.0.0.1');
process.send({ url: `http://127.0.0.1:${server.address().port}` });
