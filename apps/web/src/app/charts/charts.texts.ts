import { textPack } from '../platform/language/texts';

/** Charts, and what measures count. */
export const CHART_TEXTS = textPack({
  en: {
    'chart.table': 'Table',
    'chart.csv': 'CSV',
    'chart.svg': 'SVG',
    'chart.png': 'PNG',
    'chart.download': 'Download {{title}} as {{form}}',
    'chart.none': 'Nothing to show in this period.',
    'chart.others': 'Others',
    'chart.date': 'Until',
    'chart.group': 'Group',
    'chart.linkOf': '{{series}}, {{place}}: {{value}}',
    'chart.items': 'items',
    'chart.days': 'days, median',
    'chart.items_per_week': 'items per week',
    'chart.bucket': '{{bucket}} days',
  },
  'pt-BR': {
    'chart.table': 'Tabela',
    'chart.csv': 'CSV',
    'chart.svg': 'SVG',
    'chart.png': 'PNG',
    'chart.download': 'Baixar {{title}} como {{form}}',
    'chart.none': 'Nada a mostrar neste período.',
    'chart.others': 'Outros',
    'chart.date': 'Até',
    'chart.group': 'Grupo',
    'chart.linkOf': '{{series}}, {{place}}: {{value}}',
    'chart.items': 'ações',
    'chart.days': 'dias, mediana',
    'chart.items_per_week': 'ações por semana',
    'chart.bucket': '{{bucket}} dias',
  },
});
