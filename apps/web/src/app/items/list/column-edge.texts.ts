import { textPack } from '../../platform/language/texts';

/** The edge of a column, which changes its width. */
export const COLUMN_EDGE_TEXTS = textPack({
  en: {
    'table.widthOf': 'Width of {{column}}',
    'table.resizeHint': 'Drag, or press the arrow keys. Enter restores the default width.',
  },
  'pt-BR': {
    'table.widthOf': 'Largura de {{column}}',
    'table.resizeHint': 'Arraste ou use as setas. Enter restaura a largura padrão.',
  },
});
