/** What the main thread of a page does, from Chromium's own trace. */

const CATEGORIES = [
  'toplevel',
  'disabled-by-default-devtools.timeline',
  'devtools.timeline',
  '__metadata',
];

/**
 * Records what happens while something is done to a page.
 *
 * @returns the tasks of the main thread, with the time they took and how much of it they had a
 *   processor, and the key presses it received; all in milliseconds
 */
export async function traced(browser, page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const main = traceEvents.find(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const own = traceEvents.filter(({ tid, pid }) => tid === main.tid && pid === main.pid);
  const inMs = ({ ts, dur = 0, tdur = 0 }) => ({
    at: ts / 1_000,
    ms: dur / 1_000,
    cpu: tdur / 1000,
  });
  return {
    tasks: own.filter(({ name }) => name === 'RunTask').map(inMs),
    keys: own
      .filter(({ name, args }) => name === 'EventDispatch' && args.data?.type === 'keydown')
      .map(inMs),
  };
}

/** The work of the main thread for each key press, until the next one. */
export function workByKey({ tasks, keys }) {
  const presses = keys.map(({ at }) => ({ at, ms: 0, cpu: 0 })).toSorted((a, b) => a.at - b.at);
  for (const { at, ms, cpu } of tasks) {
    // A press is dispatched within a task.
    const press = presses.findLast((key) => key.at <= at + ms);
    if (!press) continue;
    press.ms += ms;
    press.cpu += cpu;
  }
  return presses;
}
