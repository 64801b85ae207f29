import { textPack } from '../language/texts';

/** The menu of the account, and the question before signing out. */
export const SESSION_TEXTS = textPack({
  en: {
    'app.language': 'Language',
    'app.theme': 'Theme',
    'theme.system': 'Same as the system',
    'theme.light': 'Light',
    'theme.dark': 'Dark',
    'app.accountPage': 'Sessions and access tokens',
    'app.people': 'People',
    'app.signOut': 'Sign out',
    'app.signOutEverywhere': 'Sign out on all devices',
    'signOut.question': 'Sign out and delete your unsent text?',
    'signOut.drafts.one':
      'This browser holds one of your drafts. Signing out deletes it, so that nobody else who uses this browser can read it.',
    'signOut.drafts.other':
      'This browser holds {{count}} of your drafts. Signing out deletes them, so that nobody else who uses this browser can read them.',
    'signOut.stay': 'Stay signed in',
    'signOut.failed': 'You are still signed in.',
  },
  'pt-BR': {
    'app.language': 'Idioma',
    'app.theme': 'Tema',
    'theme.system': 'Igual ao sistema',
    'theme.light': 'Claro',
    'theme.dark': 'Escuro',
    'app.accountPage': 'Sessões e tokens de acesso',
    'app.people': 'Pessoas',
    'app.signOut': 'Sair',
    'app.signOutEverywhere': 'Sair em todos os dispositivos',
    'signOut.question': 'Sair e apagar o texto não enviado?',
    'signOut.drafts.one':
      'Este navegador guarda um rascunho seu. Ao sair, ele é apagado, para que ninguém mais possa ' +
      'lê-lo aqui.',
    'signOut.drafts.other':
      'Este navegador guarda {{count}} rascunhos seus. Ao sair, eles são apagados, para que ninguém ' +
      'mais possa lê-los aqui.',
    'signOut.stay': 'Continuar na conta',
    'signOut.failed': 'Sua sessão continua aberta.',
  },
});
