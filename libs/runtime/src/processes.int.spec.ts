import { isZombie, runProcess } from './processes';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('running a program', () => {
  it('answers all that it wrote, however busy the machine is', async () => {
    const runs = upTo(60).map((n) =>
      runProcess('sh', ['-c', `head -c 200000 /dev/zero; exit ${n}`]),
    );
    const answers = await Promise.all(runs);
    expect(answers.map(({ code, output }) => [code, output.length])).toEqual(
      upTo(60).map((n) => [n, 200_000]),
    );
  });

  it('answers what it wrote when nobody could listen until it had ended', async () => {
    const running = upTo(20).map(() => runProcess('id', ['-u']));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    const outputs = (await Promise.all(running)).map(({ output }) => output.trim());
    expect(outputs).toEqual(upTo(20).map(() => String(process.getuid?.())));
  });

  it('does not wait for what the program leaves behind', async () => {
    const { code, output } = await runProcess('sh', ['-c', 'sleep 600 & echo $!']);
    expect(code).toBe(0);
    process.kill(Number(output));
  });

  it('reports what it wrote to both outputs, and its exit code', async () => {
    const answer = await runProcess('sh', ['-c', 'echo out; echo err >&2; exit 3']);
    expect(answer.code).toBe(3);
    expect(answer.output.split('\n').toSorted()).toEqual(['', 'err', 'out']);
  });

  it('fails when there is no such program', async () => {
    await expect(runProcess('/nowhere/initdb', [])).rejects.toThrow('ENOENT');
  });

  it('takes neither the living nor the unknown for zombies', () => {
    expect([process.pid, undefined, 2 ** 30].map(isZombie)).toEqual([false, false, false]);
  });
});
