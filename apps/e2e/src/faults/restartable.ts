/** A product that keeps its address when it is killed and started again. */
import { freePort } from '@action-tracker/runtime/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { startProduct, type Product } from '../support/product';

/** Asking without a pause takes the processor that the product needs. */
const PAUSE_MS = 20;

export class RestartableProduct {
  private constructor(
    private env: Readonly<Record<string, string>>,
    private readonly startWith: typeof startProduct,
    private product: Product,
  ) {}

  /** @param startWith `startProcess` for a test of how the process ends */
  static async start(
    databaseUrl: string,
    more: Readonly<Record<string, string>> = {},
    startWith: typeof startProduct = startProduct,
  ): Promise<RestartableProduct> {
    const env = {
      DATABASE_URL: databaseUrl,
      JWT_SECRET: 's'.repeat(32),
      PORT: String(await freePort()),
      ...more,
    };
    return new RestartableProduct(env, startWith, await startWith(env));
  }

  get url(): string {
    return this.product.url;
  }

  get isAlive(): boolean {
    return this.product.process.exitCode === null && this.product.process.signalCode === null;
  }

  async kill(): Promise<void> {
    await this.product.kill();
  }

  /** @param changed settings that are others from now on */
  async restart(changed: Readonly<Record<string, string>> = {}): Promise<void> {
    this.env = { ...this.env, ...changed };
    this.product = await this.startWith(this.env);
  }

  stop(): Promise<unknown> {
    return this.product.stop();
  }

  /** Asks until the product says that it can work. @throws Error after the time it has for that */
  async recover(withinMs = 5_000): Promise<void> {
    const until = Date.now() + withinMs;
    while (Date.now() < until) {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
      await wait(PAUSE_MS);
    }
    throw new Error(`Expected the product to recover within ${withinMs} ms`);
  }
}
