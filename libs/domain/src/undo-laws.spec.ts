/** Random acts and undos of one item, compared with layers of values that are put on and taken off. */
import fc from 'fast-check';
import type { ItemCommand } from './item/item';
import { existing, UndoableItem } from './testing/undoable-item';
import { PRIORITIES, STATUSES } from './vocabulary';

type Field = 'status' | 'priority';

interface Layer {
  readonly field: Field;
  readonly value: string;
  readonly before: string;
  /** The step of the change. */
  readonly since: number;
  /** The step that last put it on or took it off. */
  step: number;
  isOn: boolean;
}

interface Operation {
  readonly layer: Layer;
  readonly isOn: boolean;
  readonly step: number;
  /** Whether it is the change, and not an undo. */
  readonly isFirst: boolean;
}

/** Each change puts a layer on its field, an undo takes it off, and an undo of that puts it back. */
class Layers {
  private readonly stacks: Record<Field, Layer[]> = { status: [], priority: [] };
  private readonly batches = new Map<string, Operation[]>();
  private step = 0;

  value(field: Field): string {
    return this.stacks[field].at(-1)?.value ?? { status: 'New', priority: 'Low' }[field];
  }

  write(batch: string, field: Field, value: string): void {
    const before = this.value(field);
    if (value === before) return;
    const layer = { field, value, before, since: this.step, step: 0, isOn: false };
    this.batches.set(batch, [...(this.batches.get(batch) ?? []), this.put(layer)]);
  }

  /** Whether nothing else has since taken its layers off or put them back on. */
  isCurrent(batch: string): boolean {
    const operations = this.batches.get(batch) ?? [];
    return operations.every(({ layer, step, isFirst }) => isFirst || layer.step === step);
  }

  /** @returns the number of conflicts */
  undo(batch: string, undo: string): number {
    const done: Operation[] = [];
    let conflicts = 0;
    for (const { layer, isOn } of (this.batches.get(batch) ?? []).toReversed()) {
      if (layer.isOn !== isOn) continue;
      const goal = isOn ? layer.before : layer.value;
      if (this.value(layer.field) === goal) continue;
      if (isOn ? this.isOnTop(layer) : this.canGoBack(layer)) {
        done.push(isOn ? this.take(layer) : this.put(layer));
      } else conflicts += 1;
    }
    this.batches.set(undo, done);
    return conflicts;
  }

  private isOnTop = (layer: Layer): boolean => this.stacks[layer.field].at(-1) === layer;

  /** No later change is on the field, and the value below is as it was. */
  private canGoBack({ field, before, step }: Layer): boolean {
    return this.stacks[field].every(({ since }) => since < step) && this.value(field) === before;
  }

  private put(layer: Layer): Operation {
    this.stacks[layer.field].push(layer);
    return this.moved(layer, true);
  }

  private take(layer: Layer): Operation {
    this.stacks[layer.field].pop();
    return this.moved(layer, false);
  }

  private moved(layer: Layer, isOn: boolean): Operation {
    Object.assign(layer, { isOn, step: ++this.step });
    return { layer, isOn, step: layer.step, isFirst: layer.since === layer.step - 1 };
  }
}

const act = fc.oneof(
  fc.record({ field: fc.constant('status' as const), value: fc.constantFrom(...STATUSES) }),
  fc.record({ field: fc.constant('priority' as const), value: fc.constantFrom(...PRIORITIES) }),
);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ person: fc.integer({ min: 1, max: 5 }), act }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat({ max: 30 }) }) },
);

const commandOf = ({ field, value }: { readonly field: Field; readonly value: string }) =>
  (field === 'status'
    ? { type: 'ChangeStatus', status: value, comment: null }
    : { type: 'ChangeItem', changes: { priority: value } }) as ItemCommand;

/** One item, and the layers that its fields must have. */
class Trial {
  private readonly item = new UndoableItem();
  private readonly layers = new Layers();
  private readonly batches = ['nobody'];

  /** Everything that a person does is one act, interleaved with the others. */
  act(person: number, act: Parameters<typeof commandOf>[0]): void {
    const batch = `act of ${person}`;
    this.item.write(batch, person, commandOf(act));
    this.layers.write(batch, act.field, act.value);
    this.batches.push(batch);
  }

  undo(which: number): void {
    const batch = this.batches[which % this.batches.length] ?? '';
    if (!this.layers.isCurrent(batch)) return;
    const { conflicts } = this.item.plan(batch);
    const undo = this.item.undo(batch);
    this.batches.push(undo);
    expect(conflicts).toHaveLength(this.layers.undo(batch, undo));
  }

  check(): void {
    const { status, priority } = existing(this.item);
    const { layers } = this;
    expect({ status, priority }).toEqual({
      status: layers.value('status'),
      priority: layers.value('priority'),
    });
  }
}

it('any acts of several people, undone in any order, leave what the rules say', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const trial = new Trial();
      for (const one of steps) {
        if ('act' in one) trial.act(one.person, one.act);
        else trial.undo(one.undo);
        trial.check();
      }
    }),
    { numRuns: 1_000 },
  );
});
