import { CREATED, envelopeOf, OCCURRED_AT, played, RECORDED_AT } from '../testing/played-events';
import { STREAM_MODEL, STREAM_STATES } from './stream-model';

describe('the stream model', () => {
  it('is stored in a form that a change of gives another version', () => {
    const { envelope, state } = played('NoteAdded');
    expect(STREAM_STATES.version).toBe(6);
    const { upserts } = STREAM_STATES.changes({ ...envelope, version: 100 }, state);
    expect(upserts[0]).toEqual({
      ledger_id: 1,
      stream: 'AD-007',
      version: 100,
      state: {
        aggregate: 'item',
        state: {
          ...{ exists: true, status: 'New', ...CREATED, withdrawn: null },
          notes: {
            ...{ entries: '4', amended: '', withdrawn: '', count: 1, amendedAt: 0 },
            latest: [{ entry: 2, noteDate: '2026-01-26', authorId: 6, line: 'called' }],
          },
          ...{ firstDueDate: '2026-04-01', dueDateMoves: 0, dueDateSlips: 0 },
        },
        createdById: 5,
        completed: null,
      },
      began_at: RECORDED_AT,
      occurred_at: OCCURRED_AT,
    });
  });

  it('is read again as it was stored', () => {
    const { envelope, state } = played('NoteAdded');
    const { upserts } = STREAM_STATES.changes({ ...envelope, version: 100 }, state);
    const stored = { json: upserts[0]?.state, beganAt: RECORDED_AT };
    expect(STREAM_MODEL.stored.decode(stored, OCCURRED_AT)).toEqual(state);
  });

  it('is read again as it was stored when its last event completed the item', () => {
    const { state: before } = played('ItemCreated');
    const data = { from: 'New', to: 'Complete', comment: null };
    const envelope = envelopeOf('ItemStatusChanged', data, 100);
    const writing = STREAM_MODEL.evolve(before, {
      ...envelope,
      occurredAt: null,
      recordedAt: null,
    });
    const recorded = STREAM_MODEL.evolve(before, envelope);
    const rows = [writing, recorded].map(
      (state) => STREAM_STATES.changes(envelope, state).upserts[0],
    );
    expect(rows[0]).toEqual(rows[1]);
    const stored = { json: rows[0]?.state, beganAt: RECORDED_AT };
    expect(STREAM_MODEL.stored.decode(stored, OCCURRED_AT)).toEqual(recorded);
    expect(recorded.completed).toEqual({ at: OCCURRED_AT, dueDate: '2026-04-01' });
  });

  it('keeps who began a stream and when, whoever comes later', () => {
    expect(played('NoteAdded').state).toMatchObject({ createdById: 5, createdAt: RECORDED_AT });
  });

  it('knows no time of creation before the append has given one', () => {
    const envelope = { ...envelopeOf('ItemCreated', CREATED, 1), recordedAt: null };
    expect(STREAM_MODEL.evolve(STREAM_MODEL.initial, envelope)).toMatchObject({ createdAt: null });
  });

  it.each([
    ['a type that it does not know', 'ItemTeleported', 1],
    ['a form that it does not know', 'NoteAdded', 2],
    ['an event of another aggregate', 'TrackerOpened', 1],
  ])('refuses %s, so that no read model meets it', (_, type, schemaVersion) => {
    const envelope = { ...envelopeOf(type, {}, 2, schemaVersion), stream: 'AD-007' };
    const { state } = played('ItemCreated');
    expect(() => STREAM_MODEL.evolve(state, envelope)).toThrow(type);
  });
});
