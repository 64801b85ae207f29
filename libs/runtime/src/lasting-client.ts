/**
 * Connections whose errors fail a query and never end the process. pg leaves two gaps: the `error`
 * event of a broken connection, which the pool handles only for idle connections, and exceptions
 * while a response is parsed (a cell longer than V8's limit for strings, half a gigabyte), which
 * are thrown from the socket's `data` event, where nobody can catch them.
 */
import { Client } from 'pg';
import type { Duplex } from 'node:stream';
import { messageOf } from './system-error';

export class LastingClient extends Client {
  constructor(...config: ConstructorParameters<typeof Client>) {
    super(...config);
    // The query that uses the connection fails, which is enough.
    this.on('error', () => undefined);
    failWhileReading(connectionOf(this));
    readIsoDates(this);
  }
}

/** For poolers in transaction mode that do not support named statements. */
export class UnpreparedClient extends LastingClient {
  constructor(...config: ConstructorParameters<typeof Client>) {
    super(...config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((statement: unknown, ...rest: unknown[]) =>
      query(withoutName(statement), ...rest)) as typeof this.query;
  }
}

/**
 * Requests timestamps as ISO 8601, whatever the `DateStyle` of database or role. It is a startup
 * parameter, because poolers keep those per client.
 */
function readIsoDates(client: Client): void {
  // The types of pg lack the startup parameters.
  const starting = client as unknown as { getStartupConf(): Record<string, string> };
  const startupOf = starting.getStartupConf.bind(client);
  starting.getStartupConf = () => ({ ...startupOf(), DateStyle: 'ISO' });
}

interface Connection {
  attachListeners(stream: Duplex): void;
}

/** The types of pg lack the client's connection. */
const connectionOf = (client: Client): Connection =>
  (client as unknown as { readonly connection: Connection }).connection;

/**
 * A response that cannot be parsed closes its connection with the reason, which fails the queries
 * waiting for it.
 */
function failWhileReading(connection: Connection): void {
  const attachListeners = connection.attachListeners.bind(connection);
  connection.attachListeners = (stream) => {
    const before = new Set(stream.listeners('data'));
    attachListeners(stream);
    // Node types the listeners of any event alike; those of `data` take a chunk.
    for (const read of stream.listeners('data') as ((chunk: Buffer) => void)[]) {
      if (before.has(read)) continue;
      stream.off('data', read);
      stream.on('data', (chunk: Buffer) => {
        try {
          read(chunk);
        } catch (error) {
          const reason = `A response from PostgreSQL cannot be read: ${messageOf(error)}`;
          stream.destroy(new Error(reason, { cause: error }));
        }
      });
    }
  };
}

function withoutName(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('name' in statement)) {
    return statement;
  }
  const { name: _, ...unnamed } = statement;
  return unnamed;
}
