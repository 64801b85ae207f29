import { textPack } from '../../platform/language/texts';

/** What is wrong with a file as a whole. */
export const FILE_FLAW_TEXTS = textPack({
  en: {
    'fileFlaw.empty': 'The file is empty.',
    'fileFlaw.old_workbook':
      'This is an old workbook (.xls). Open it in a spreadsheet program and save it as .xlsx.',
    'fileFlaw.password':
      'The workbook has a password. Remove it in a spreadsheet program, and save the workbook again.',
    'fileFlaw.binary_workbook':
      'This is a binary workbook (.xlsb). Open it in a spreadsheet program and save it as .xlsx.',
    'fileFlaw.open_document':
      'This is an OpenDocument file. Open it in a spreadsheet program and save it as .xlsx.',
    'fileFlaw.word': 'This is a Word document. Copy its table into a spreadsheet and save that.',
    'fileFlaw.archive': 'This is an archive of other files. Unpack it first.',
    'fileFlaw.pdf': 'This is a PDF. Export the table itself.',
    'fileFlaw.web_page':
      'This is a web page (HTML). Open it in a spreadsheet program and save it as .xlsx.',
    'fileFlaw.xml': 'This is an XML file. Open it in a spreadsheet program and save it as .xlsx.',
    'fileFlaw.encoding':
      'The text of this file cannot be read. Save it as “CSV UTF-8”, or as .xlsx.',
    'fileFlaw.damaged':
      'The workbook is damaged or incomplete. Copy it again, or open it in a spreadsheet program and save it again.',
    'fileFlaw.no_table': 'No table was found. Choose a sheet that has rows, or another file.',
    'fileFlaw.no_sheet': 'The file has no sheet with this name.',
    'fileFlaw.no_header': 'No row of the file begins there. Choose another one for the header.',
    'fileFlaw.unreadable_row':
      'The header cannot be read: it is too long, or a quotation mark is not closed.',
    'fileFlaw.too_many_columns':
      'The file has too many columns: an import takes at most 256. Leave out what is not needed.',
    'fileFlaw.too_complex':
      'The workbook holds too much. Save only the sheet with the table, as .xlsx or CSV.',
  },
  'pt-BR': {
    'fileFlaw.empty': 'O arquivo está vazio.',
    'fileFlaw.old_workbook':
      'Este é um arquivo antigo do Excel (.xls). Abra-o em um programa de planilhas e salve-o como .xlsx.',
    'fileFlaw.password':
      'A planilha tem senha. Remova a senha em um programa de planilhas e salve o arquivo de novo.',
    'fileFlaw.binary_workbook':
      'Esta é uma planilha binária (.xlsb). Abra-a em um programa de planilhas e salve-a como .xlsx.',
    'fileFlaw.open_document':
      'Este é um arquivo OpenDocument. Abra-o em um programa de planilhas e salve-o como .xlsx.',
    'fileFlaw.word':
      'Este é um documento do Word. Copie a tabela para uma planilha e salve a planilha.',
    'fileFlaw.archive': 'Este é um arquivo compactado com outros arquivos. Descompacte-o primeiro.',
    'fileFlaw.pdf': 'Este é um PDF. Exporte a própria tabela.',
    'fileFlaw.web_page':
      'Esta é uma página da web (HTML). Abra-a em um programa de planilhas e salve-a como .xlsx.',
    'fileFlaw.xml':
      'Este é um arquivo XML. Abra-o em um programa de planilhas e salve-o como .xlsx.',
    'fileFlaw.encoding':
      'Não é possível ler o texto deste arquivo. Salve-o como “CSV UTF-8” ou como .xlsx.',
    'fileFlaw.damaged':
      'A planilha está danificada ou incompleta. Copie-a de novo, ou abra-a em um programa de planilhas e salve-a de novo.',
    'fileFlaw.no_table':
      'Nenhuma tabela foi encontrada. Escolha uma planilha que tenha linhas, ou outro arquivo.',
    'fileFlaw.no_sheet': 'O arquivo não tem uma planilha com este nome.',
    'fileFlaw.no_header':
      'Nenhuma linha do arquivo começa ali. Escolha outra linha para o cabeçalho.',
    'fileFlaw.unreadable_row':
      'Não é possível ler o cabeçalho: ele é longo demais, ou faltam aspas no fim de um texto.',
    'fileFlaw.too_many_columns':
      'O arquivo tem colunas demais: uma importação aceita até 256. Retire o que não é necessário.',
    'fileFlaw.too_complex':
      'O arquivo contém dados demais. Salve só a planilha com a tabela, como .xlsx ou CSV.',
  },
});
