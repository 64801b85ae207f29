import { fastify } from 'fastify';
import passport, { type Strategy, type StrategyCreated } from 'passport';
import { letPassportRedirect } from './passport-reply';

/** Sends visitors elsewhere, as an OAuth strategy does. */
const ELSEWHERE: Strategy = {
  authenticate(this: StrategyCreated<Strategy>) {
    this.redirect('https://identity.example/authorize?state=x', 302);
  },
};

describe('A Fastify reply', () => {
  it('can be redirected by a passport strategy', async () => {
    const server = fastify();
    letPassportRedirect(server);
    const authenticator = new passport.Passport();
    authenticator.use('elsewhere', ELSEWHERE);
    server.get('/auth/login', (request, reply) => {
      // Passport types its middleware as any.
      const authenticate = authenticator.authenticate('elsewhere', { session: false }) as (
        ...parts: unknown[]
      ) => void;
      authenticate(request, reply, () => undefined);
    });
    const answer = await server.inject('/auth/login');
    await server.close();
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('https://identity.example/authorize?state=x');
    expect(answer.body).toBe('');
  });
});
