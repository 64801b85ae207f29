import { setImmediate as nextTurn } from 'node:timers/promises';
import { dataLoader } from './data-loader';

describe('Questions to a data loader', () => {
  /** Doubles numbers and records the batches; refuses to double 13. */
  function doubling() {
    const reads: (readonly number[])[] = [];
    const read = async (numbers: readonly number[]) => {
      reads.push(numbers);
      await nextTurn();
      if (numbers.includes(13)) throw new Error('13');
      return numbers.map((n) => 2 * n);
    };
    return { reads, loader: dataLoader(read, String) };
  }
  /** A question is sent only after the synchronous code of its caller. */
  const sent = () => Promise.resolve();

  it('are read at once when nothing is on its way, and together behind what is', async () => {
    const { reads, loader } = doubling();
    const first = loader.load(1);
    await sent();
    expect(reads).toEqual([[1]]);
    const answers = await Promise.all([2, 3, 2].map((n) => loader.load(n)));
    expect([await first, ...answers]).toEqual([2, 4, 6, 4]);
    expect(reads).toEqual([[1], [2, 3]]);
  });

  it('are read again when they are asked again', async () => {
    const { reads, loader } = doubling();
    const first = loader.load(1);
    await sent();
    expect(await Promise.all([first, loader.load(1)])).toEqual([2, 2]);
    expect(await loader.load(1)).toBe(2);
    expect(reads).toEqual([[1], [1], [1]]);
  });

  it('fail for all callers of the same batch, and for no others', async () => {
    const { loader } = doubling();
    const first = loader.load(1);
    await sent();
    const asked = [first, loader.load(13), loader.load(2)];
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await loader.load(3)).toBe(6);
  });

  it('do not wait for an answer that never comes', async () => {
    const never = new Promise<readonly number[]>(() => undefined);
    const loader = dataLoader<number, number>(
      (numbers) => (numbers.includes(1) ? never : Promise.resolve(numbers)),
      String,
    );
    void loader.load(1);
    await sent();
    expect(await loader.load(2)).toBe(2);
  });
});
