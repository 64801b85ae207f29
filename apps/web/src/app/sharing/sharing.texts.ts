import { textPack } from '../platform/language/texts';

/** Who sees a tracker and does what in it. */
export const SHARING_TEXTS = textPack({
  en: {
    'role.viewer': 'Viewer',
    'role.contributor': 'Contributor',
    'role.editor': 'Editor',
    'role.manager': 'Manager',
    'roleMay.viewer': 'reads',
    'roleMay.contributor':
      'also creates items, adds notes, and sets status and due date of items they own',
    'roleMay.editor': 'also changes all items, holds reviews, imports and undoes',
    'roleMay.manager': 'also changes these settings',
    'sharing.roles': 'What each role may do',
    'sharing.visibility': 'Who sees this tracker',
    'sharing.organisation': 'Everybody in the organisation',
    'sharing.organisationAs': 'Everybody in the organisation, as {{role}}',
    'sharing.members': 'Only the people below',
    'sharing.membersAbout':
      'For everybody else, except administrators, the tracker does not exist.',
    'sharing.as': 'As',
    'sharing.needsManager':
      'Add yourself or somebody else as a manager first: otherwise nobody could see the tracker.',
    'sharing.shared': 'Everybody in the organisation sees this tracker.',
    'sharing.hidden': 'Only the people listed here see this tracker now.',
    'sharing.changedSince':
      'Somebody else has changed this in the meantime. This is how it is now; choose again if you still want to change it.',
    'sharing.people': 'People',
    'sharing.peopleAbout':
      'They have a role of their own here. Members of the organisation keep the higher of both roles.',
    'sharing.none': 'Nobody has a role of their own here.',
    'sharing.you': 'you',
    'sharing.added': 'since {{when}}',
    'sharing.roleOf': 'Role of {{name}}',
    'sharing.remove': 'Remove',
    'sharing.removeOf': 'Remove {{name}}',
    'sharing.removeQuestion': 'Remove {{name}} from this tracker?',
    'sharing.removeHidden':
      'They lose access with their next request. Their name stays in the history, and items they own stay theirs.',
    'sharing.removeShared':
      'They lose the role {{role}}. As members of the organisation they still see the tracker.',
    'sharing.removeYou': 'You would lose the role {{role}}, and with it the right to change this.',
    'sharing.keep': 'Keep',
    'sharing.removed': '{{name}} is removed.',
    'sharing.changed': '{{name}}: {{role}}.',
    'sharing.add': 'Add a person',
    'sharing.who': 'Person or e-mail address',
    'sharing.whoHint': 'An address that nobody has here is invited as a guest.',
    'sharing.role': 'Role',
    'sharing.do': 'Add',
    'sharing.addedAs': '{{name}} is added as {{role}}. Nothing is mailed: tell them the address.',
    'sharing.enterWho': 'Choose a person, or enter an e-mail address',
    'sharing.nobody':
      'Nobody is called “{{text}}”, or more than one person is. Choose from the list, or enter an e-mail address',
    'sharing.lastManager':
      'This is the only manager. Make somebody else a manager first; then try again.',
    'sharing.already': 'They are in this tracker already. Change their role in the list.',
    'sharing.gone': 'Somebody else has removed them in the meantime.',
    'sharing.guestMax': 'Guests are editors at most. Choose another role.',
    'archive.heading': 'Archive',
    'archive.about':
      'For a tracker that is over. It can be read and shared as before, nothing else in it changes, and it leaves lists, search and reports. You can open it again at any time.',
    'archive.aboutArchived':
      'This tracker is archived. Nothing is lost: open it again to change it, and to have it in lists, search and reports.',
    'archive.do': 'Archive this tracker',
    'archive.reopen': 'Open it again',
    'archive.done': 'The tracker is archived.',
    'archive.reopened': 'The tracker is open again.',
  },
  'pt-BR': {
    'role.viewer': 'Leitor',
    'role.contributor': 'Colaborador',
    'role.editor': 'Editor',
    'role.manager': 'Responsável',
    'roleMay.viewer': 'lê',
    'roleMay.contributor':
      'também cria ações, escreve notas e define situação e prazo das próprias ações',
    'roleMay.editor': 'também altera todas as ações, conduz reuniões, importa e desfaz',
    'roleMay.manager': 'também altera estas configurações',
    'sharing.roles': 'O que cada papel pode fazer',
    'sharing.visibility': 'Quem vê esta lista',
    'sharing.organisation': 'Toda a organização',
    'sharing.organisationAs': 'Toda a organização, como {{role}}',
    'sharing.members': 'Só as pessoas abaixo',
    'sharing.membersAbout': 'Para todas as outras, menos administradores, a lista não existe.',
    'sharing.as': 'Como',
    'sharing.needsManager':
      'Inclua antes a si ou outra pessoa como responsável: do contrário ninguém veria a lista.',
    'sharing.shared': 'Toda a organização vê esta lista.',
    'sharing.hidden': 'Agora só as pessoas listadas aqui veem esta lista.',
    'sharing.changedSince':
      'Outra pessoa alterou isto nesse meio-tempo. Assim está agora; escolha de novo se ainda quiser alterar.',
    'sharing.people': 'Pessoas',
    'sharing.peopleAbout':
      'Elas têm um papel próprio aqui. Para membros da organização, vale o maior dos dois papéis.',
    'sharing.none': 'Ninguém tem um papel próprio aqui.',
    'sharing.you': 'você',
    'sharing.added': 'desde {{when}}',
    'sharing.roleOf': 'Papel de {{name}}',
    'sharing.remove': 'Remover',
    'sharing.removeOf': 'Remover {{name}}',
    'sharing.removeQuestion': 'Remover {{name}} desta lista?',
    'sharing.removeHidden':
      'O acesso termina na próxima solicitação. O nome fica no histórico, e as ações continuam com essa pessoa.',
    'sharing.removeShared':
      'A pessoa perde o papel {{role}}. Como membro da organização, continua vendo a lista.',
    'sharing.removeYou': 'Você perderia o papel {{role}} e o direito de alterar isto.',
    'sharing.keep': 'Manter',
    'sharing.removed': '{{name}} não participa mais.',
    'sharing.changed': '{{name}}: {{role}}.',
    'sharing.add': 'Incluir uma pessoa',
    'sharing.who': 'Pessoa ou e-mail',
    'sharing.whoHint': 'Um e-mail que ninguém tem aqui é convidado.',
    'sharing.role': 'Papel',
    'sharing.do': 'Incluir',
    'sharing.addedAs':
      '{{name}} participa como {{role}}. Nenhum e-mail é enviado: informe o endereço.',
    'sharing.enterWho': 'Escolha uma pessoa ou informe um e-mail',
    'sharing.nobody':
      'Ninguém se chama “{{text}}”, ou mais de uma pessoa. Escolha na lista ou informe um e-mail',
    'sharing.lastManager':
      'É a única pessoa responsável. Torne outra responsável primeiro; depois tente de novo.',
    'sharing.already': 'A pessoa já participa desta lista. Altere o papel na relação.',
    'sharing.gone': 'Outra pessoa removeu este participante nesse meio-tempo.',
    'sharing.guestMax': 'Convidados são no máximo editores. Escolha outro papel.',
    'archive.heading': 'Arquivar',
    'archive.about':
      'Para uma lista encerrada. Ela pode ser lida e compartilhada como antes, nada mais nela muda, e ela sai das listas, da busca e dos relatórios. Você pode reabri-la quando quiser.',
    'archive.aboutArchived':
      'Esta lista está arquivada. Nada se perdeu: reabra para alterá-la e para tê-la em listas, busca e relatórios.',
    'archive.do': 'Arquivar esta lista',
    'archive.reopen': 'Reabrir',
    'archive.done': 'A lista está arquivada.',
    'archive.reopened': 'A lista está aberta de novo.',
  },
});
