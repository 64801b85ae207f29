/** Starts the local identity server and controls who is signed in there. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const PROGRAM = resolve('apps/e2e/src/support/identity-server.process.mjs');

export interface Profile {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
}

/** The user signed in at the identity server, and whether they deny consent. */
export interface Visitor {
  readonly profile: Profile;
  readonly isDenied: boolean;
}

type Fields = Readonly<Record<string, string>>;

interface Message {
  readonly url?: string;
  readonly authorize?: Fields;
  readonly token?: Fields;
  readonly accepted?: boolean;
}

export class IdentityServer {
  /** Requests the server received, to verify that state and PKCE are sent. */
  readonly asked: { readonly authorize: Fields[]; readonly token: Fields[] } = {
    authorize: [],
    token: [],
  };

  private constructor(
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {
    child.on('message', ({ authorize, token }: Message) => {
      if (authorize) this.asked.authorize.push(authorize);
      if (token) this.asked.token.push(token);
    });
  }

  static async start(): Promise<IdentityServer> {
    const child = fork(PROGRAM, { execArgv: [] });
    const [{ url }] = (await once(child, 'message')) as [Message];
    if (url === undefined) throw new Error('Expected the identity server to print its address');
    return new IdentityServer(child, url);
  }

  async welcome(visitor: Visitor): Promise<void> {
    this.child.send(visitor);
    await once(this.child, 'message');
  }

  async stop(): Promise<void> {
    this.child.kill();
    await once(this.child, 'exit');
  }

  /** Settings that make the product use this server. */
  get env(): Fields {
    return {
      GOOGLE_CLIENT_ID: 'client',
      GOOGLE_CLIENT_SECRET: 'secret',
      GOOGLE_AUTHORIZATION_URL: `${this.url}/o/oauth2/v2/auth`,
      GOOGLE_TOKEN_URL: `${this.url}/oauth2/v4/token`,
      GOOGLE_USERINFO_URL: `${this.url}/oauth2/v3/userinfo`,
    };
  }
}
