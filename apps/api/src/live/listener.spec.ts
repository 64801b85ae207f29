import { Rights, type Session } from '@action-tracker/tracking';
import { HeadLog } from './head-log';
import { Listener } from './listener';

const SESSION: Session = { userId: 1, jti: 'x', issuedAtMs: 0, endsAtMs: 0 };
const HEADS = new Map([
  [1, 5],
  [2, 7],
]);

const listenerOf = (rights: Rights) => new Listener(rights, SESSION);

/** What was sent and not read yet: ids and heads. */
function sent({ stream }: Listener): readonly (readonly [string, unknown])[] {
  const text = String(stream.read() ?? '');
  return [...text.matchAll(/id: (\S+)\nevent: heads\ndata: (.*)\n/g)].map(
    ([, id = '', data = '']) => [id, JSON.parse(data)],
  );
}

describe('somebody who sees one of two trackers', () => {
  let log: HeadLog;
  const narrow = Rights.within([2]);

  beforeEach(() => {
    log = new HeadLog();
    log.take(HEADS);
  });

  it('gets its head alone, under a mark that the other one does not change', () => {
    const listener = listenerOf(narrow);
    listener.begin(log, undefined);
    const [[mark, data] = ['']] = sent(listener);
    expect(data).toEqual({ 2: 7 });
    listener.notify(log.take(new Map([...HEADS, [1, 6]])), log);
    expect(sent(listener)).toEqual([]);
    const again = listenerOf(narrow);
    again.begin(log, mark);
    expect(sent(again)).toEqual([[mark, {}]]);
  });

  it('gets another mark when it moves', () => {
    const listener = listenerOf(narrow);
    listener.begin(log, undefined);
    const [[mark] = ['']] = sent(listener);
    listener.notify(log.take(new Map([...HEADS, [2, 8]])), log);
    const [[moved, data] = []] = sent(listener);
    expect(data).toEqual({ 2: 8 });
    expect(moved).not.toBe(mark);
    const again = listenerOf(narrow);
    again.begin(log, mark);
    expect(sent(again)).toEqual([[moved, { 2: 8 }]]);
  });
});

it('has the rights with which it began, until they change', () => {
  const listener = listenerOf(Rights.within([2]));
  expect(listener.hasRights(Rights.within([2]))).toBe(true);
  expect(listener.hasRights(Rights.within([2], 'viewer'))).toBe(false);
  expect(listener.hasRights(Rights.within([1, 2]))).toBe(false);
  expect(listener.hasRights(undefined)).toBe(false);
});
