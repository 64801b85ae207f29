/** What people write for a status, a priority and a category, and which word of ours it is. */
import { CATEGORIES, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { folded } from './folded';

export type WordField = 'status' | 'priority' | 'category';

/** A proposal for a word of a file. */
export interface WordProposal {
  readonly word: string;
  /** 0 to 1. */
  readonly confidence: number;
}

const OURS: Readonly<Record<WordField, readonly string[]>> = {
  status: STATUSES,
  priority: PRIORITIES,
  category: CATEGORIES,
};

const SYNONYMS: Readonly<Record<WordField, Readonly<Record<string, string>>>> = {
  status: {
    New:
      'new,open,opened,raised,identified,logged,submitted,proposed,draft,todo,to do,reopened,received,' +
      'reported,unresolved,active risk,novo,nova,aberto,aberta,neu,offen,nuevo,abierto,nouveau,ouvert,o',
    'Not Started':
      'not started,pending,planned,backlog,scheduled,queued,future,not yet started,accepted,approved,ready,' +
      'assigned,nao iniciado,nao iniciada,a fazer,planejado,pendente,a iniciar,geplant,' +
      'nicht begonnen,no iniciado,pendiente,a faire,to be done,unstarted',
    'In Progress':
      'in progress,in work,active,ongoing,started,wip,working,work in progress,underway,under way,in process,' +
      'doing,in development,in review,under review,investigating,in analysis,on going,partial,partially complete,' +
      'on track,amber,em andamento,em progresso,iniciado,em execucao,em curso,andamento,in arbeit,' +
      'laufend,en curso,en progreso,en cours,in test,testing,behind,late,overdue,delayed,atrasado,atrasada',
    TBC:
      'tbc,to be confirmed,resolved,fixed,ready to close,pending closure,pending review,for review,' +
      'awaiting confirmation,monitoring,monitor,watch,verify,verification,ready for test,proposed closed,' +
      'a confirmar,em validacao,resolvido,zu bestatigen',
    Complete:
      'complete,completed,closed,close,done,finished,resolved closed,cancelled,canceled,rejected,obsolete,' +
      'withdrawn,duplicate,wont fix,won t fix,wont do,not applicable,superseded,delivered,merged,passed,green,' +
      'concluido,concluida,fechado,fechada,encerrado,encerrada,finalizado,feito,cancelado,cancelada,erledigt,' +
      'abgeschlossen,geschlossen,fertig,cerrado,completado,hecho,ferme,termine,c,dropped,mitigated,retired',
    Blocked:
      'blocked,on hold,hold,waiting,awaiting,stuck,stalled,paused,deferred,postponed,suspended,parked,' +
      'waiting for,awaiting user info,awaiting problem,awaiting vendor,awaiting evidence,pending vendor,' +
      'pending customer,impeded,escalated,red,bloqueado,bloqueada,em espera,suspenso,aguardando,parado,' +
      'adiado,blockiert,wartet,zuruckgestellt,bloque,en espera,en attente',
  },
  priority: {
    High:
      'high,h,critical,very high,highest,urgent,urgente,blocker,severe,major,top,immediate,must,must have,p0,p1,' +
      '1,showstopper,extreme,emergency,alta,alto,critica,critico,muito alta,hoch,sehr hoch,kritisch,' +
      'haute,eleve,elevee,crit,red,sev1,s1,sev 1,catastrophic,asap',
    Medium:
      'medium,m,med,normal,moderate,standard,average,mid,should,should have,p2,2,regular,media,medio,' +
      'moderada,mittel,moyenne,moyen,default,important,yellow,amber,sev2,s2,sev 2',
    Low:
      'low,l,minor,lowest,very low,trivial,nice to have,could,could have,wont have,p3,p4,p5,3,4,5,none,' +
      'negligible,baixa,baixo,muito baixa,niedrig,gering,baja,bajo,basse,faible,green,' +
      'cosmetic,optional,planning,sev3,s3,sev 3,sev4,whenever',
  },
  category: {
    Programmatic:
      'programmatic,program,programme,management,project management,pm,pmo,contract,contracts,contractual,legal,' +
      'schedule,cost,budget,finance,financial,commercial,business,procurement,supply chain,administrative,admin,' +
      'planning,resource,resources,programatico,gestao,contrato,financeiro,comercial,compras,vendor,staffing,' +
      'communication,communications,training,security policy,compliance,regulatory,customer,process',
    'SW / Ops':
      'sw ops,sw,software,ops,operations,operation,it,app,application,code,bug,data,infrastructure,ground,' +
      'ground segment,network,database,api,web,frontend,backend,devops,firmware,fsw,flight software,' +
      'deployment,integration,development,technical,tech,security,testing,operacoes,aplicacao,dados,betrieb,' +
      'enhancement,feature,documentation,ui,ux,performance,server,cloud',
    Mechanical:
      'mechanical,mech,structure,structures,structural,hardware,hw,thermal,mechanisms,manufacturing,facilities,' +
      'facility,mecanica,mecanico,estrutura,termico,mechanik,construction,building,equipment,propulsion',
    ADCS: 'adcs,aocs,gnc,attitude,guidance,navigation,control,controle de atitude,pointing',
    Systems:
      'systems,system,systems engineering,se,engineering,architecture,requirements,interface,interfaces,test,' +
      'ait,ai t,i t,verification,electrical,avionics,eps,power,rf,comms,payload,design,quality,qa,general,' +
      'sistemas,sistema,engenharia,qualidade,eletrica,geral,other,outros,misc',
    ConOps:
      'conops,con ops,mission,mission operations,mission design,concept of operations,launch,flight,' +
      'orbit,missao,lancamento,operational concept',
  },
};

const BY_WORD: Readonly<Record<WordField, ReadonlyMap<string, string>>> = {
  status: byWord('status'),
  priority: byWord('priority'),
  category: byWord('category'),
};

function byWord(field: WordField): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(SYNONYMS[field]).flatMap(([ours, words]) =>
      words.split(',').map((word) => [word, ours] as const),
    ),
  );
}

/**
 * Which word of ours a word of a file is; `undefined` if nothing is known about it.
 *
 * @param ours the words that can be chosen, of which only a tracker with categories of its own has others
 */
export function proposedWord(
  field: WordField,
  text: string,
  ours: readonly string[] = OURS[field],
): WordProposal | undefined {
  const own = ours.find((one) => folded(one) === folded(text));
  if (own !== undefined) return { word: own, confidence: 1 };
  const usual = usualWord(field, text);
  return usual && ours.includes(usual.word) ? usual : undefined;
}

/** The word of our vocabulary that a usual word stands for. */
function usualWord(field: WordField, text: string): WordProposal | undefined {
  const word = folded(text);
  const exact = BY_WORD[field].get(word);
  if (exact !== undefined) return { word: exact, confidence: 0.9 };
  // "1 - Critical", "P2 (medium)", "Closed - duplicate": the parts of a longer text, words first.
  const parts = text.split(/[-–—:;,/()[\]|.]+/).map(folded);
  const known = [...parts.filter((part) => !/^[a-z]?\d$/.test(part)), ...parts].flatMap(
    (part) => BY_WORD[field].get(part) ?? [],
  );
  const [first] = known;
  if (first !== undefined) return { word: first, confidence: 0.75 };
  const [inside] = word
    .split(' ')
    .flatMap((each) => (each.length > 2 ? (BY_WORD[field].get(each) ?? []) : []));
  return inside === undefined ? undefined : { word: inside, confidence: 0.6 };
}

/** Whether a text is a usual word for the field, by itself. */
export const isKnownWord = (field: WordField, text: string): boolean =>
  (proposedWord(field, text)?.confidence ?? 0) >= 0.75;
