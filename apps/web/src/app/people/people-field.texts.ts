import { textPack } from '../platform/language/texts';

/** The field for several people. */
export const PEOPLE_FIELD_TEXTS = textPack({
  en: {
    'people.add': '{{label}}: add a person',
    'people.remove': 'Remove {{name}}',
  },
  'pt-BR': {
    'people.add': '{{label}}: adicionar uma pessoa',
    'people.remove': 'Remover {{name}}',
  },
});
