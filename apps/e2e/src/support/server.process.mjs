/**
 * Starts and stops built servers, one after the other, in one process: loading the program takes longer
 * than starting a server, and what is loaded runs slowly at first.
 */
import { pathToFileURL } from 'node:url';

const [, , bundle] = process.argv;
const { startServer } = await import(pathToFileURL(bundle).href);
let server;

process.on('disconnect', () => process.exit());
process.on('message', async ({ env }) => {
  try {
    if (env) {
      process.env = env;
      server = await startServer(env, (line) => console.error(line));
    } else {
      await server.stop();
      // A later test may kill this process (tools/coverage).
      globalThis.writeCounts?.();
    }
    process.send({ url: server.url });
  } catch (error) {
    process.send({ problem: error.stack });
  }
});
