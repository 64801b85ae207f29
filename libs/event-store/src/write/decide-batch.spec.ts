import { decideBatch } from './decide-batch';
import { CommandIdReused } from '../errors';
import type { Ledger } from '../events';
import type { LedgerCommand } from './commands';
import { addCoins, idOf, newPile, open, PILE_MODEL, type Pile } from '../testing/toy';
import { streamKey } from '../stream-state';
import { commandKey, type EarlierCommand, type Known } from './known';

const AD: Ledger = { id: 1, prefix: 'AD', head: 9, nextNumber: 3 };
const NOTHING: Known<Pile> = {
  ledgers: new Map([[1, AD]]),
  streams: new Map(),
  earlier: new Map(),
};

const earlierOf = (id: number, earlier: EarlierCommand): Known<Pile> => ({
  ...NOTHING,
  earlier: new Map([[commandKey(1, idOf(id)), earlier]]),
});

const decide = (commands: readonly LedgerCommand<Pile>[], known: Known<Pile> = NOTHING) =>
  decideBatch(PILE_MODEL, commands, known);

const outcomes = (answers: ReturnType<typeof decide>) =>
  answers.map((answer) => ('outcome' in answer ? answer.outcome : answer.kind));

const refusal = (message: string): unknown =>
  expect.objectContaining({ kind: 'refused', error: expect.objectContaining({ message }) });

describe('decideBatch', () => {
  it('decides each command against the state that its predecessors leave', () => {
    const seen: Pile[] = [];
    const spend = (id: number) =>
      addCoins({
        id,
        decide: ({ state, version }) => {
          seen.push(state);
          return [{ type: 'CoinAdded', schemaVersion: 1, data: { worth: version + 1 } }];
        },
      });
    const state: Pile = { value: 30, coins: 2, startedAt: '2026-01-01T00:00:00.000Z' };
    const streams = new Map([[streamKey(1, 'P'), { state, version: 2 }]]);
    const answers = decide([spend(1), spend(2), spend(3)], { ...NOTHING, streams });
    expect(outcomes(answers)).toEqual([
      { stream: 'P', versionBefore: 2, version: 3 },
      { stream: 'P', versionBefore: 3, version: 4 },
      { stream: 'P', versionBefore: 4, version: 5 },
    ]);
    expect(seen.map(({ value }) => value)).toEqual([30, 33, 37]);
  });

  it('hands the state after each of several events to the projections', () => {
    const [answer] = decide([addCoins({ id: 1, worths: [1, 2, 4] })]);
    const steps = answer?.kind === 'decided' ? answer.command.steps : [];
    expect(steps.map(({ stateAfter }) => stateAfter.value)).toEqual([1, 3, 7]);
  });

  it('gives numbers that follow each other', () => {
    const answers = decide([newPile(1), newPile(2), newPile(3)]);
    expect(outcomes(answers)).toEqual(
      ['P-3', 'P-4', 'P-5'].map((stream) => ({ stream, versionBefore: 0, version: 1 })),
    );
    const numbers = answers.map((answer) => answer.kind === 'decided' && answer.command.nextNumber);
    expect(numbers).toEqual([
      { before: 3, after: 4 },
      { before: 4, after: 5 },
      { before: 5, after: 6 },
    ]);
  });

  it('goes on after the highest explicit number, and never back', () => {
    const answers = decide([newPile(1, 40), newPile(2), newPile(3, 10), newPile(4)]);
    expect(outcomes(answers)).toMatchObject(
      ['P-40', 'P-41', 'P-10', 'P-42'].map((stream) => ({ stream })),
    );
  });

  it('refuses an explicit number that an earlier command of the batch took', () => {
    const answers = decide([newPile(1, 40), newPile(2, 40), newPile(3, 3), newPile(4)]);
    expect(answers[1]).toEqual(refusal('Expected a new pile, found P-40'));
    expect(outcomes([...answers.slice(2)])).toMatchObject([{ stream: 'P-3' }, { stream: 'P-41' }]);
  });

  it('keeps a twin in the same batch waiting', () => {
    const answers = decide([addCoins({ id: 1 }), addCoins({ id: 1 }), addCoins({ id: 2 })]);
    expect(answers.map(({ kind }) => kind)).toEqual(['decided', 'twin', 'decided']);
    expect(outcomes(answers)[2]).toMatchObject({ version: 2 });
  });

  it('takes the same id in two ledgers for two commands', () => {
    const ledgers = new Map(
      [AD, { ...AD, id: 2, prefix: 'SP' }].map((ledger) => [ledger.id, ledger]),
    );
    const commands = [addCoins({ id: 1 }), addCoins({ id: 1, ledgerId: 2 })];
    const answers = decide(commands, { ...NOTHING, ledgers });
    expect(answers.map(({ kind }) => kind)).toEqual(['decided', 'decided']);
  });

  it('answers a repeat with the first outcome and does not decide it again', () => {
    const outcome = { stream: 'P', versionBefore: 4, version: 6 };
    const earlier = { requestHash: 'hash', result: JSON.stringify(outcome) };
    const decideNever = () => {
      throw new Error('decided twice');
    };
    const repeated = addCoins({ id: 1, decide: decideNever });
    expect(decide([repeated], earlierOf(1, earlier))).toEqual([{ kind: 'repeated', outcome }]);
  });

  it('refuses an id that was used for another request', () => {
    const earlier = { requestHash: 'another', result: '{}' };
    expect(decide([addCoins({ id: 1 })], earlierOf(1, earlier))).toEqual([
      { kind: 'refused', error: new CommandIdReused(idOf(1)) },
    ]);
  });

  it('leaves the others alone when one command refuses', () => {
    const refuse = () => {
      throw new Error('no');
    };
    const answers = decide([
      newPile(1),
      addCoins({ id: 2, target: { number: 'next', streamOf: (n) => `P-${n}` }, decide: refuse }),
      newPile(3),
    ]);
    expect(answers[1]).toEqual(refusal('no'));
    expect(outcomes(answers)[2]).toMatchObject({ stream: 'P-4' });
  });

  it('lets the twin of a refused command be decided', () => {
    const refuse = () => {
      throw new Error('no');
    };
    const answers = decide([addCoins({ id: 1, decide: refuse }), addCoins({ id: 1 })]);
    expect(answers.map(({ kind }) => kind)).toEqual(['refused', 'decided']);
  });

  it('refuses only the command whose event the model does not know', () => {
    const unknown = { type: 'CoinMelted', schemaVersion: 1, data: {} };
    const answers = decide([addCoins({ id: 1, decide: () => [unknown] }), addCoins({ id: 2 })]);
    expect(answers[0]).toEqual(refusal('Expected CoinAdded, found CoinMelted'));
    expect(outcomes(answers)[1]).toMatchObject({ versionBefore: 0, version: 1 });
  });

  it('records a command that appends nothing with the version it found', () => {
    const answers = decide([addCoins({ id: 1, worths: [] }), addCoins({ id: 2 })]);
    expect(outcomes(answers)).toEqual([
      { stream: 'P', versionBefore: 0, version: 0 },
      { stream: 'P', versionBefore: 0, version: 1 },
    ]);
  });

  it('uses up no number when a command for a new stream appends nothing', () => {
    const nothing = addCoins({
      id: 1,
      target: { number: 'next', streamOf: (n) => `P-${n}` },
      worths: [],
    });
    expect(outcomes(decide([nothing, newPile(2)]))).toMatchObject([
      { stream: 'P-3', version: 0 },
      { stream: 'P-3', version: 1 },
    ]);
  });

  it('decides commands for a ledger that the batch itself opens', () => {
    const answers = decide([open(1, 9, 'SP'), newPile(2, 'next', 9)]);
    expect(outcomes(answers)).toMatchObject([{ stream: 'SP' }, { stream: 'P-1' }]);
  });

  it('refuses a command for a ledger that nobody has opened', () => {
    expect(decide([addCoins({ id: 1, ledgerId: 9 })])).toEqual([
      refusal('Expected an open ledger, found none with id 9'),
    ]);
  });
});
