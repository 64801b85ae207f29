import { textPack } from '../../platform/language/texts';

/** The wizard around the steps. */
export const IMPORT_PAGE_TEXTS = textPack({
  en: {
    'import.heading': 'Import a spreadsheet',
    'import.title': 'Import · {{tracker}}',
    'import.steps': 'Steps of the import',
    'importStep.header': 'Header',
    'importStep.columns': 'Columns',
    'importStep.values': 'Values and people',
    'importStep.preview': 'Preview',
    'import.open.one': '{{count}} to decide',
    'import.open.other': '{{count}} to decide',
    'import.saving': 'Reading the file again …',
    'import.gone': 'This file is not here any more',
    'import.goneAdvice': 'Files are kept for a day. Choose it again.',
    'import.chooseAgain': 'Choose a file',
  },
  'pt-BR': {
    'import.heading': 'Importar uma planilha',
    'import.title': 'Importação · {{tracker}}',
    'import.steps': 'Etapas da importação',
    'importStep.header': 'Cabeçalho',
    'importStep.columns': 'Colunas',
    'importStep.values': 'Valores e pessoas',
    'importStep.preview': 'Prévia',
    'import.open.one': '{{count}} a decidir',
    'import.open.other': '{{count}} a decidir',
    'import.saving': 'Lendo o arquivo de novo …',
    'import.gone': 'Este arquivo não está mais aqui',
    'import.goneAdvice': 'Os arquivos ficam guardados por um dia. Escolha o arquivo de novo.',
    'import.chooseAgain': 'Escolher arquivo',
  },
});
