import { textPack } from '../platform/language/texts';

/** Sample data on the first screen. */
export const SAMPLE_DATA_TEXTS = textPack({
  en: {
    'sample.add': 'Add sample data',
    'sample.about': 'To try things out first: {{count}} trackers with made-up items.',
    'sample.adding': 'Adding the sample trackers …',
    'sample.failed': 'The sample data was not added.',
  },
  'pt-BR': {
    'sample.add': 'Adicionar dados de exemplo',
    'sample.about': 'Para experimentar antes: {{count}} listas com ações inventadas.',
    'sample.adding': 'Adicionando as listas de exemplo …',
    'sample.failed': 'Os dados de exemplo não foram adicionados.',
  },
});
