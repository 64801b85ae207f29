export interface Tracker {
  readonly name: string;
}
