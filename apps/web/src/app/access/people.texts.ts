import { textPack } from '../platform/language/texts';

/** The people of the organisation, for administrators. */
export const PEOPLE_PAGE_TEXTS = textPack({
  en: {
    'siteRole.admin': 'Administrator',
    'siteRole.member': 'Member',
    'siteRole.guest': 'Guest',
    'peoplePage.title': 'People',
    'peoplePage.about':
      'Everybody who has signed in, was invited, or is named in a file that was imported. Members sign in from an allowed domain; a guest is invited in the settings of a tracker.',
    'peoplePage.search': 'Search name, initials or e-mail',
    'peoplePage.count.one': '{{count}} person',
    'peoplePage.count.other': '{{count}} people',
    'peoplePage.active': 'Active',
    'peoplePage.inactive': 'Deactivated',
    'peoplePage.all': 'All',
    'peoplePage.show': 'Show',
    'peoplePage.nobody': 'Nobody matches.',
    'peoplePage.mergedInto': 'merged into {{name}}',
    'peoplePage.change': 'Change',
    'peoplePage.changeOf': 'Change {{name}}',
    'peoplePage.initials': 'Initials',
    'peoplePage.enterInitials': 'Enter one to {{max}} characters',
    'peoplePage.role': 'Role',
    'peoplePage.mayHint.admin': 'sees and changes every tracker, and manages people',
    'peoplePage.mayHint.member': 'sees trackers of the organisation, and opens trackers',
    'peoplePage.mayHint.guest': 'sees only trackers that were shared with them',
    'peoplePage.maySignIn': 'May sign in',
    'peoplePage.deactivates':
      'They are signed out everywhere with their next request. Their name stays in the history.',
    'peoplePage.save': 'Save',
    'peoplePage.saved': '{{name}} is changed.',
    'peoplePage.lastAdmin':
      'This is the only active administrator. Make somebody else an administrator first; then try again.',
  },
  'pt-BR': {
    'siteRole.admin': 'Administrador',
    'siteRole.member': 'Membro',
    'siteRole.guest': 'Convidado',
    'peoplePage.title': 'Pessoas',
    'peoplePage.about':
      'Todos que já entraram, foram convidados ou são citados em um arquivo importado. Membros entram com um domínio permitido; convidados são incluídos nas configurações de uma lista.',
    'peoplePage.search': 'Buscar nome, iniciais ou e-mail',
    'peoplePage.count.one': '{{count}} pessoa',
    'peoplePage.count.other': '{{count}} pessoas',
    'peoplePage.active': 'Ativas',
    'peoplePage.inactive': 'Desativadas',
    'peoplePage.all': 'Todas',
    'peoplePage.show': 'Mostrar',
    'peoplePage.nobody': 'Ninguém corresponde.',
    'peoplePage.mergedInto': 'unificado com {{name}}',
    'peoplePage.change': 'Alterar',
    'peoplePage.changeOf': 'Alterar {{name}}',
    'peoplePage.initials': 'Iniciais',
    'peoplePage.enterInitials': 'Informe de um a {{max}} caracteres',
    'peoplePage.role': 'Papel',
    'peoplePage.mayHint.admin': 'vê e altera todas as listas e administra pessoas',
    'peoplePage.mayHint.member': 'vê as listas da organização e cria listas',
    'peoplePage.mayHint.guest': 'vê só as listas em que foi incluído',
    'peoplePage.maySignIn': 'Pode entrar',
    'peoplePage.deactivates':
      'Todas as sessões terminam na próxima solicitação. O nome fica no histórico.',
    'peoplePage.save': 'Salvar',
    'peoplePage.saved': '{{name}}: alterado.',
    'peoplePage.lastAdmin':
      'É a única pessoa que administra. Torne outra administradora primeiro; depois tente de novo.',
  },
});
