import { textPack } from '../../platform/language/texts';

/** Downloads of a list. */
export const EXPORT_TEXTS = textPack({
  en: {
    'export.failed': 'The workbook was not downloaded.',
    'export.changed':
      'It cannot hold only what has changed: show the whole list first, or download CSV.',
    'export.replayed':
      'It cannot hold a moment of a replay: end the replay first, or download CSV.',
    'export.due': 'It can be limited to one due date filter: choose one, or download CSV.',
  },
  'pt-BR': {
    'export.failed': 'A planilha não foi baixada.',
    'export.changed':
      'Ela não pode conter só o que mudou: mostre a lista inteira antes, ou baixe CSV.',
    'export.replayed':
      'Ela não pode conter um momento da reprodução: encerre a reprodução antes, ou baixe CSV.',
    'export.due': 'Ela aceita um só filtro de prazo: escolha um, ou baixe CSV.',
  },
});
