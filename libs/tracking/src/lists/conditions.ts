/** WHERE conditions with parameters; values are never interpolated into the SQL. */
export class Conditions {
  private readonly parts: string[] = ['true'];

  /** @param values of other conditions of the same statement */
  constructor(readonly values: unknown[] = []) {}

  /** @param condition SQL in which `?` stands for the value */
  add(condition: string, value: unknown): void {
    this.parts.push(condition.replaceAll('?', this.take(value)));
  }

  addFixed(condition: string): void {
    this.parts.push(condition);
  }

  /** @returns the placeholder of the value */
  take(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  get sql(): string {
    return this.parts.join(' AND ');
  }
}
