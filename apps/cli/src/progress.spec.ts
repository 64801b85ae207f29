import { jest } from '@jest/globals';
import { Progress } from './progress';

/** Output for a user who watches stderr. */
function watch(isWatched: boolean) {
  const drawn: string[] = [];
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    drawn.push(String(chunk));
    return true;
  });
  Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true });
  const terminal = {
    isWatched,
    report: () => undefined,
    print: () => Promise.resolve(),
  };
  return {
    progress: new Progress(terminal, 'events'),
    pass: (ms: number) => (now += ms),
    text: () => drawn.join(''),
  };
}

const isTty = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
afterEach(() => {
  jest.restoreAllMocks();
  if (isTty) Object.defineProperty(process.stderr, 'isTTY', isTty);
  else Reflect.deleteProperty(process.stderr, 'isTTY');
});

it('draws nothing for work that is done within a second, or that nobody watches', () => {
  const quick = watch(true);
  quick.pass(900);
  quick.progress.update(50, 100);
  quick.progress.stop();
  expect(quick.text()).toBe('');
  const unseen = watch(false);
  unseen.pass(5_000);
  unseen.progress.update(50, 100);
  expect(unseen.text()).toBe('');
});

it('reports how much is done, how fast, and how long it takes, and makes room for lines', async () => {
  const { progress, pass, text } = watch(true);
  pass(2_000);
  progress.update(0, 400);
  progress.update(100, 400);
  expect(text()).toContain('25% | 100/400 events | 50 events/s, 6 s left');
  pass(2_000);
  progress.update(200, 400);
  await progress.aside(() => Promise.resolve());
  progress.update(300, 400);
  progress.stop();
  expect(text()).toContain('300/400 events');
});
