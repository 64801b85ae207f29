import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  const server = globalThis.testPostgres;
  await server.stop();
  rmSync(server.folder, { recursive: true, force: true });
}
