/** The words of the minutes page in both languages. */
import type { Status } from '@action-tracker/domain';

export const MINUTES_LANGUAGES = ['en', 'pt-BR'] as const;
export type MinutesLanguage = (typeof MINUTES_LANGUAGES)[number];

const EN = {
  review: 'Review',
  heldOn: 'Held on',
  participants: 'Participants',
  nobody: 'nobody named',
  draft: 'Draft: this review is still open',
  cancelled: 'Cancelled: this review was opened by mistake',
  minutes: 'Minutes',
  noMinutes: 'No minutes were written.',
  changes: 'What the meeting changed',
  noChanges: 'Nothing was changed.',
  item: 'Item',
  what: 'What',
  note: 'Note',
  discussed: 'Discussed',
  notDiscussed: 'Not discussed',
  none: 'None.',
  openItems: 'Open items',
  title: 'Title',
  owner: 'Owner',
  due: 'Due',
  status: 'Status',
  carriedOver: 'Carried over',
  tbd: 'TBD',
  position: 'As of entry {position} of the ledger {prefix}',
  closedAt: 'closed {time} UTC',
  statuses: {
    New: 'New',
    'Not Started': 'Not Started',
    'In Progress': 'In Progress',
    TBC: 'TBC',
    Complete: 'Complete',
    Blocked: 'Blocked',
  } satisfies Record<Status, string>,
};

export type MinutesTexts = typeof EN;

const PT_BR: MinutesTexts = {
  review: 'Reunião',
  heldOn: 'Data',
  participants: 'Participantes',
  nobody: 'ninguém informado',
  draft: 'Rascunho: esta reunião ainda está aberta',
  cancelled: 'Cancelada: esta reunião foi aberta por engano',
  minutes: 'Ata',
  noMinutes: 'Nenhuma ata foi escrita.',
  changes: 'O que a reunião mudou',
  noChanges: 'Nada mudou.',
  item: 'Ação',
  what: 'O quê',
  note: 'Nota',
  discussed: 'Discutidas',
  notDiscussed: 'Não discutidas',
  none: 'Nenhuma.',
  openItems: 'Ações abertas',
  title: 'Título',
  owner: 'Responsável',
  due: 'Prazo',
  status: 'Situação',
  carriedOver: 'Adiada',
  tbd: 'A definir',
  position: 'Conforme o registro {position} do livro {prefix}',
  closedAt: 'encerrada em {time} UTC',
  statuses: {
    New: 'Nova',
    'Not Started': 'Não iniciada',
    'In Progress': 'Em andamento',
    TBC: 'A confirmar',
    Complete: 'Concluída',
    Blocked: 'Bloqueada',
  },
};

export const MINUTES_TEXTS: Readonly<Record<MinutesLanguage, MinutesTexts>> = {
  en: EN,
  'pt-BR': PT_BR,
};
