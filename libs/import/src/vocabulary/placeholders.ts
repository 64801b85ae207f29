/** Placeholders for "no one" in files, in the languages whose month names are supported. */
const NOBODY = [
  ...['n\\s*[/.]?\\s*a', 'none', 'null', 'nil', 'nobody', 'no one', '(un|not )assigned', '0'],
  ...['unknown', 'not set', 'vacant', 'blank', 'empty', 'tb[acd]', 'open'],
  ...['ninguém', 'nenhum', 'a (definir|designar)', 'não atribuído', 'sem responsável', 'vazio'],
  ...['niemand', 'keine[rs]?', 'nicht zugewiesen', 'offen', 'k\\.?\\s*a', 'unbekannt'],
  ...['nadie', 'ninguno', 'sin asignar', 'por definir', 'desconocido'],
  ...['aucun', 'personne', 'non (assigné|attribué|affecté)', 'à définir', 'inconnu'],
];
/** Also matches them in brackets, and the error values of spreadsheets. */
const PLACEHOLDERS = new RegExp(
  `^([\\p{P}\\p{S}\\s]*(${NOBODY.join('|')})?[\\p{P}\\p{S}\\s]*|#(ref|value|name|null|num|div/0)[!?])$`,
  'iu',
);
const PLACEHOLDER_MAX_CHARS = 100;

/**
 * Whether a word is a placeholder. The length limit avoids quadratic matching on a cell of dashes.
 */
export const isPlaceholder = (word: string): boolean =>
  word.length <= PLACEHOLDER_MAX_CHARS && PLACEHOLDERS.test(word.normalize().trim());
