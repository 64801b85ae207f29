import { textPack } from '../platform/language/texts';

/** Why something is not offered. */
export const RIGHTS_TEXTS = textPack({
  en: {
    'rights.viewer': 'You can read this tracker. Ask one of its managers if you need to change it.',
    'rights.contributor':
      'You can add items and notes here, and set status and due date of items that you own. Ask a manager if you need more.',
    'rights.guest': 'Guests cannot do this. Ask a member of the organisation.',
    'rights.managers': 'Only managers of this tracker can change its settings.',
    'rights.archived': 'This tracker is archived: it can be read, and nothing in it changes.',
    'rights.people': 'Who is in this tracker',
  },
  'pt-BR': {
    'rights.viewer':
      'Você pode ler esta lista. Peça a um responsável por ela se precisar alterar algo.',
    'rights.contributor':
      'Aqui você pode criar ações e notas, e definir a situação e o prazo das suas ações. Peça a um responsável se precisar de mais.',
    'rights.guest': 'Convidados não podem fazer isto. Peça a um membro da organização.',
    'rights.managers': 'Só os responsáveis por esta lista podem alterar as configurações.',
    'rights.archived': 'Esta lista está arquivada: pode ser lida, e nada nela muda.',
    'rights.people': 'Quem participa desta lista',
  },
});
