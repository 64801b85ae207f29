import { textPack } from '../language/texts';

/** The calendar below a date field. */
export const CALENDAR_TEXTS = textPack({
  en: {
    'date.calendar': 'Calendar',
    'date.openCalendar': 'Open the calendar',
    'date.today': 'Today',
    'date.previousMonth': 'Previous month',
    'date.nextMonth': 'Next month',
    'date.previousYear': 'Previous year',
    'date.nextYear': 'Next year',
    'date.previousYears': 'Previous 24 years',
    'date.nextYears': 'Next 24 years',
  },
  'pt-BR': {
    'date.calendar': 'Calendário',
    'date.openCalendar': 'Abrir o calendário',
    'date.today': 'Hoje',
    'date.previousMonth': 'Mês anterior',
    'date.nextMonth': 'Próximo mês',
    'date.previousYear': 'Ano anterior',
    'date.nextYear': 'Próximo ano',
    'date.previousYears': '24 anos anteriores',
    'date.nextYears': 'Próximos 24 anos',
  },
});
