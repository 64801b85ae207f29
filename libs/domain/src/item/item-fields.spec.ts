import { itemAfter } from '../testing/given';
import { wireName } from '../rules';
import { decideItem } from './item';
import { ITEM } from './item-aggregate';
import { fieldChange, NAMED_FIELDS, onWire, type ItemFields } from './item-fields';
import { ITEM_RULES } from './item-rules';

const FIELDS: ItemFields = {
  ...{ title: 'Sign', dueDate: null, category: 'Systems', ownerId: 1, priority: 'Low' },
};
const created = itemAfter([
  { type: 'ItemCreated', data: { number: 1, createDate: '2026-01-01', ...FIELDS } },
]);
const context = { today: '2026-03-01', nextNumber: 7, isUser: () => true };

describe.each(NAMED_FIELDS)('the field $wire', ({ name, wire, event, ...field }) => {
  const changes = { [name]: field.example };

  it('is on the wire what its name says', () => {
    expect(wire).toBe(wireName(name));
  });

  it('has a rule that accepts its example, and nothing only where it may have no value', () => {
    const rule = ITEM_RULES[name];
    expect(rule.problem(field.example)).toBeUndefined();
    expect(rule.problem(null) === undefined).toBe(!field.isRequired);
  });

  it('says what its kind needs', () => {
    expect(field.words !== undefined).toBe(field.kind === 'word');
    expect(field.maxChars !== undefined).toBe(field.kind === 'text');
  });

  it('is changed by its event, from the value before', () => {
    const events = decideItem(created, { type: 'ChangeItem', changes }, context);
    const reason = field.hasReason ? { reason: null } : {};
    const data = { from: FIELDS[name], to: field.example, ...reason };
    expect(events).toEqual([{ type: event, data }]);
    expect(itemAfter(events, created)).toMatchObject(changes);
  });

  it('is replayed by the command of its event', () => {
    const change = fieldChange(name, FIELDS[name], FIELDS[name]);
    expect(ITEM.commandOf(change)).toEqual({
      type: 'ChangeItem',
      changes: { [name]: FIELDS[name] },
    });
  });

  it('names its users, so that exports write their e-mails', () => {
    const { userIds } = ITEM.events[event];
    expect(userIds).toEqual(field.kind === 'user' ? ['from', 'to'] : undefined);
    expect(ITEM.events.ItemCreated.userIds?.includes(name as 'ownerId')).toBe(
      field.kind === 'user',
    );
  });

  it('is answered under its name on the wire', () => {
    expect(onWire(FIELDS)[wire]).toBe(FIELDS[name]);
  });
});

it('no two fields share a name, an event, or a heading', () => {
  for (const key of ['wire', 'event', 'heading', 'mapped'] as const) {
    const names = NAMED_FIELDS.map((field) => field[key]);
    expect(new Set(names).size).toBe(names.length);
  }
});
