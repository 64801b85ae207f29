import { textPack } from '../../platform/language/texts';

/** What words and names of the file stand for. */
export const VALUES_TEXTS = textPack({
  en: {
    'importValues.about':
      'What stands here is not known to the tracker. The original stays in the first note.',
    'importValues.none': 'Every value of the file is known. There is nothing to decide here.',
    'importValues.value': 'In the file',
    'importValues.rows': 'Rows',
    'importValues.becomes': 'Becomes',
    'importValues.of': '“{{value}}” becomes',
    'importValues.empty': 'nothing (as if empty)',
    'importValues.anythingElse': 'Anything else',
    'importValues.refuse': 'the row is refused',
    'importValues.from': '{{field}}, from “{{column}}”',
    'importValues.people': 'People',
    'importValues.peopleAbout':
      'Match the names to people who are here already. New people can own items, but cannot sign in until they are given an account.',
    'importValues.newPerson': 'new: {{name}}',
    'importValues.create': 'Create people who are not here yet; otherwise their rows are refused',
    'importValues.open': 'Not decided yet',
  },
  'pt-BR': {
    'importValues.about': 'O que está aqui a lista não conhece. O original fica na primeira nota.',
    'importValues.none': 'Todos os valores do arquivo são conhecidos. Não há nada a decidir aqui.',
    'importValues.value': 'No arquivo',
    'importValues.rows': 'Linhas',
    'importValues.becomes': 'Vira',
    'importValues.of': '“{{value}}” vira',
    'importValues.empty': 'nada (como se vazio)',
    'importValues.anythingElse': 'Qualquer outro',
    'importValues.refuse': 'a linha é recusada',
    'importValues.from': '{{field}}, de “{{column}}”',
    'importValues.people': 'Pessoas',
    'importValues.peopleAbout':
      'Associe os nomes a pessoas que já estão aqui. Pessoas novas podem ser responsáveis por ações, mas só entram depois de receberem uma conta.',
    'importValues.newPerson': 'nova: {{name}}',
    'importValues.create': 'Criar quem ainda não está aqui; senão, as linhas são recusadas',
    'importValues.open': 'Ainda sem decisão',
  },
});
