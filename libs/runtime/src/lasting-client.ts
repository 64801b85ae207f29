/**
 * Connections whose faults are the faults of a query, never the end of the process. pg leaves two ways
 * open: the `error` event of a connection that breaks, which the pool hears only of connections that
 * nobody uses, and what is thrown while an answer is read (a cell that is longer than a string of V8
 * may be, half a gigabyte), out of the socket's `data` event, where nobody could catch it.
 */
import { Client } from 'pg';
import type { Duplex } from 'node:stream';
import { messageOf } from './system-error';

export class LastingClient extends Client {
  constructor(...config: ConstructorParameters<typeof Client>) {
    super(...config);
    // The query that uses the connection fails, and that is enough.
    this.on('error', () => undefined);
    failWhileReading(connectionOf(this));
    readIsoDates(this);
  }
}

/** For poolers that give every transaction another connection, and do not know statements by name. */
export class UnpreparedClient extends LastingClient {
  constructor(...config: ConstructorParameters<typeof Client>) {
    super(...config);
    const query = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((statement: unknown, ...rest: unknown[]) =>
      query(withoutName(statement), ...rest)) as typeof this.query;
  }
}

/**
 * Times are read as text of ISO 8601, whatever `DateStyle` the database or the role has. Said when the
 * connection begins, because that is what poolers remember of a client.
 */
function readIsoDates(client: Client): void {
  // pg types its client without what it says at the start.
  const starting = client as unknown as { getStartupConf(): Record<string, string> };
  const startupOf = starting.getStartupConf.bind(client);
  starting.getStartupConf = () => ({ ...startupOf(), DateStyle: 'ISO' });
}

interface Connection {
  attachListeners(stream: Duplex): void;
}

/** pg types its client without the connection that every one has. */
const connectionOf = (client: Client): Connection =>
  (client as unknown as { readonly connection: Connection }).connection;

/** An answer that cannot be read ends its connection, with the reason, and so fails what waits for it. */
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
