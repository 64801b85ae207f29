/**
 * Runs commands of the built command line, one after the other, in one process: loading the program
 * takes longer than most commands. Each command runs the program from its entry on.
 */
import { pathToFileURL } from 'node:url';

const [, , bundle] = process.argv;
let commands = 0;

process.on('disconnect', () => process.exit());
process.on('message', async ({ args, env, folder }) => {
  // The program listens for signals as long as its process lives.
  for (const emitter of [process, process.stdout]) emitter.setMaxListeners(0);
  process.argv = [process.execPath, bundle, ...args];
  process.env = env;
  process.exitCode = undefined;
  process.chdir(folder);
  const written = { stdout: collect(process.stdout), stderr: collect(process.stderr) };
  await import(`${pathToFileURL(bundle).href}?command=${++commands}`);
  process.send({
    code: process.exitCode ?? 0,
    stdout: written.stdout.join(''),
    stderr: written.stderr.join(''),
  });
});

/** Keeps what the program writes, in place of the stream. */
function collect(stream) {
  const texts = [];
  stream.write = (text, done) => {
    texts.push(text);
    if (done) setImmediate(done);
    return true;
  };
  return texts;
}
