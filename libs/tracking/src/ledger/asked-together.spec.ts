import { AskedTogether } from './asked-together';

describe('Questions asked together', () => {
  /** Doubles numbers, and notes which came together; refuses to double 13. */
  function doubling() {
    const reads: (readonly number[])[] = [];
    const read = async (numbers: readonly number[]) => {
      reads.push(numbers);
      await Promise.resolve();
      if (numbers.includes(13)) throw new Error('13');
      return numbers.map((n) => 2 * n);
    };
    return { reads, together: new AskedTogether(read, String) };
  }

  it('are read at once when nothing is on its way, and together behind what is', async () => {
    const { reads, together } = doubling();
    const answers = await Promise.all([1, 2, 3, 2].map((n) => together.ask(n)));
    expect(answers).toEqual([2, 4, 6, 4]);
    expect(reads).toEqual([[1], [2, 3]]);
  });

  it('are read again when they are asked again', async () => {
    const { reads, together } = doubling();
    const first = together.ask(1);
    expect(await Promise.all([first, together.ask(1)])).toEqual([2, 2]);
    expect(await together.ask(1)).toBe(2);
    expect(reads).toEqual([[1], [1], [1]]);
  });

  it('fail for all who asked together, and for nobody else', async () => {
    const { together } = doubling();
    const asked = [1, 13, 2].map((n) => together.ask(n));
    const settled = await Promise.allSettled(asked);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await together.ask(3)).toBe(6);
  });

  it('do not wait for an answer that never comes', async () => {
    const never = new Promise<readonly number[]>(() => undefined);
    const together = new AskedTogether<number, number>(
      (numbers) => (numbers.includes(1) ? never : Promise.resolve(numbers)),
      String,
    );
    void together.ask(1);
    expect(await together.ask(2)).toBe(2);
  });
});
