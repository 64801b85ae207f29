import { textPack } from '../platform/language/texts';

/** The fields for one person and for several people. */
export const PEOPLE_FIELD_TEXTS = textPack({
  en: {
    'people.nobody': 'No person matches “{{text}}”',
    'people.add': '{{label}}: add a person',
    'people.remove': 'Remove {{name}}',
  },
  'pt-BR': {
    'people.nobody': 'Ninguém corresponde a “{{text}}”',
    'people.add': '{{label}}: adicionar uma pessoa',
    'people.remove': 'Remover {{name}}',
  },
});
