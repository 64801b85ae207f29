import { textPack } from '../../platform/language/texts';

/** Downloads of a list. */
export const EXPORT_TEXTS = textPack({
  en: { 'export.failed': 'The workbook was not downloaded.' },
  'pt-BR': { 'export.failed': 'A planilha não foi baixada.' },
});
