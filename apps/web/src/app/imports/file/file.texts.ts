import { textPack } from '../../platform/language/texts';

/** Choosing the file, its sheet and its header. */
export const FILE_TEXTS = textPack({
  en: {
    'importFile.drop': 'Drop a spreadsheet here, or choose one',
    'importFile.kinds': 'CSV, TSV or XLSX, at most {{mib}} MiB and {{rows}} rows',
    'importFile.choose': 'Choose a file',
    'importFile.safe':
      'Nothing is added to the tracker before the last step, and nobody is notified.',
    'importFile.uploading': 'Sending {{file}} …',
    'importFile.reading': 'Reading {{file}} …',
    'importFile.tooLarge':
      '{{file}} is too large: an import takes at most {{mib}} MiB and {{rows}} rows. Split the file, or leave out what is not needed.',
    'importFile.refused': '{{file}} cannot be imported.',
    'importFile.recent': 'Files of the last day',
    'importFile.goOn': 'Continue',
    'importFile.see': 'Show the result',
    'importFile.discard': 'Remove {{file}}',
    'importFile.remove': 'Remove',
    'importHeader.sheet': 'Sheet',
    'importHeader.about': 'Choose the row with the names of the columns.',
    'importHeader.none': 'The file has no header row; name the columns A, B, C …',
    'importHeader.line': 'Row {{line}} is the header',
    'importHeader.first': 'First rows of the file',
    'importHeader.read': '{{rows}} rows below the header in {{columns}} columns',
    'importHeader.history':
      'Each row is a change: rows with the same number form one item with its history',
  },
  'pt-BR': {
    'importFile.drop': 'Solte uma planilha aqui ou escolha um arquivo',
    'importFile.kinds': 'CSV, TSV ou XLSX, até {{mib}} MiB e {{rows}} linhas',
    'importFile.choose': 'Escolher arquivo',
    'importFile.safe': 'Nada entra na lista antes da última etapa, e ninguém é avisado.',
    'importFile.uploading': 'Enviando {{file}} …',
    'importFile.reading': 'Lendo {{file}} …',
    'importFile.tooLarge':
      '{{file}} é grande demais: uma importação aceita até {{mib}} MiB e {{rows}} linhas. Divida o arquivo ou retire o que não é necessário.',
    'importFile.refused': 'Não é possível importar {{file}}.',
    'importFile.recent': 'Arquivos do último dia',
    'importFile.goOn': 'Continuar',
    'importFile.see': 'Ver o resultado',
    'importFile.discard': 'Remover {{file}}',
    'importFile.remove': 'Remover',
    'importHeader.sheet': 'Planilha',
    'importHeader.about': 'Escolha a linha com os nomes das colunas.',
    'importHeader.none': 'O arquivo não tem cabeçalho; chamar as colunas de A, B, C …',
    'importHeader.line': 'A linha {{line}} é o cabeçalho',
    'importHeader.first': 'Primeiras linhas do arquivo',
    'importHeader.read': '{{rows}} linhas abaixo do cabeçalho em {{columns}} colunas',
    'importHeader.history':
      'Cada linha é uma alteração: linhas com o mesmo número formam uma ação com histórico',
  },
});
