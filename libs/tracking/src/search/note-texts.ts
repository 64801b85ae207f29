/**
 * The texts of notes in which a search looks: those of notes that are not withdrawn, as last
 * amended.
 */

/** SQL: two rows of `notes` or `note_changes` are of the same note. */
export const isSameNote = (a: string, b: string): string =>
  `${a}.tracker_id = ${b}.tracker_id AND ${a}.number = ${b}.number AND ${a}.entry = ${b}.entry`;

/**
 * SQL of these texts: `tracker_id`, `number`, `words`.
 *
 * @param items SQL of items with `position`: texts as of there; texts of now if unset
 * @param condition SQL about these items, with the alias `t`
 * @param key what identifies an item; versions of items have a position
 */
export function noteTexts(
  items?: string,
  condition = 'true',
  key: 'number' | 'position' = 'number',
): string {
  const keyOf = (alias: string) => (key === 'number' ? `${alias}.number` : 't.position AS number');
  const join = (alias: string) =>
    items === undefined
      ? ''
      : `JOIN ${items} t ON t.tracker_id = ${alias}.tracker_id AND t.number = ${alias}.number
           AND ${alias}.id <= t.position AND ${condition}`;
  // A subquery per text that has the words: as a join, PostgreSQL would read all changes first.
  const last = (column: string, of: string, which = 'true') => `(
    SELECT c.${column} FROM note_changes c WHERE ${isSameNote('c', of)} AND ${which}
      ${items === undefined ? '' : 'AND c.id <= t.position'}
    ORDER BY c.id DESC LIMIT 1)`;
  return `(
    SELECT n.tracker_id, ${keyOf('n')}, n.words FROM notes n ${join('n')}
    WHERE coalesce(${last('found', 'n')}, 'original') = 'original'
    UNION ALL
    SELECT x.tracker_id, ${keyOf('x')}, x.words FROM note_changes x ${join('x')}
    WHERE x.kind = 'amended' AND ${last('found', 'x')} = 'amended'
      AND x.id = ${last('id', 'x', `c.kind = 'amended'`)}
  ) notes`;
}
