/**
 * What people call the columns of an action log, in English and Portuguese, with a little German,
 * Spanish and French. Collected from public action, RAID, issue and bug logs.
 */
import { folded } from './folded';

/** What a column may be; `closed` and `updated` are both dates of the status. */
export const COLUMN_MEANINGS = [
  ...(['id', 'title', 'due_date', 'category', 'owner', 'priority', 'status'] as const),
  ...(['create_date', 'created_by', 'closed', 'updated', 'updated_by', 'note'] as const),
] as const;
export type ColumnMeaning = (typeof COLUMN_MEANINGS)[number];

/** The clearest names first; those after the slash also mean other things. */
const NAMES: Readonly<Record<ColumnMeaning, string>> = {
  id:
    'id,no,nr,num,number,item no,item number,item id,action no,action id,action number,issue number,issue id,' +
    'issue no,issue key,ticket id,ticket number,ticket no,ref no,ref,reference,risk id,raid id,bug id,log id,' +
    'defect id,incident id,incident number,task id,serial no,sr no,sl no,s no,action item number,' +
    'numero,codigo,n o,nummer,numero do item/key,ticket,code,seq,index,row,item,action,issue,risk,bug,task',
  title:
    'title,action,action item,action items,item,summary,task,task name,subject,issue,issue title,headline,' +
    'short description,issue summary,action description,action required,issue description,activity,to do,todo,' +
    'deliverable,finding,bug,defect,action decision,item description,task description,risk description,action to be taken,' +
    'titulo,acao,acao requerida,tarefa,assunto,atividade,item de acao,pendencia,resumo,' +
    'descricao da acao,titel,aufgabe,massnahme,titulo de la accion,accion,tarea,' +
    'action a mener/description,name,what,risk,requirement,question,decision,topic,problem,problem statement,' +
    'descricao,o que,problema,risco,beschreibung,descripcion,sujet',
  due_date:
    'due,due date,deadline,target date,target completion date,target completion,due by,date due,eta,required by,' +
    'planned completion,planned completion date,needed by,complete by,target resolution date,commit date,' +
    'target close date,target closure date,expected completion date,expected completion,due on,' +
    'estimated completion date,forecast date,planned date,planned end date,action due date,' +
    'prazo,data limite,data prevista,vencimento,data de vencimento,previsao,data de entrega,prazo final,' +
    'faellig,fallig,fallig am,falligkeit,termin,frist,fecha limite,vencimiento,echeance,date limite' +
    '/target,end date,finish,finish date,end,when,by when,entrega,quando,expected date,completion date',
  category:
    'category,subsystem,discipline,workstream,work stream,functional area,classification,item category,' +
    'issue category,categoria,disciplina,subsistema,kategorie,categorie,bereich' +
    '/type,area,department,team,component,module,group,labels,label,tags,project,phase,class,issue type,function,' +
    'tipo,modulo,setor,subcategory,product,system,site,theme,client,customer,location',
  owner:
    'owner,assignee,assigned to,responsible,responsible person,action owner,item owner,issue owner,risk owner,' +
    'person responsible,action by,actionee,poc,point of contact,pic,dri,responsibility,responsible party,' +
    'assigned user,accountable,assigned person,task owner,owners,assignees,owner name,current owner,' +
    'responsavel,dono,encarregado,atribuido a,designado,verantwortlich,zustandig,responsable,pilote,encargado' +
    '/who,lead,assigned,resp,in charge,resource,by whom,quem,wer,handled by,contact,assignment,raci,developer',
  priority:
    'priority,prio,priority level,item priority,prioridade,prioritat,prioridad,priorite' +
    '/severity,criticality,importance,urgency,impact,rank,risk level,rating,criticidade,urgencia,gravidade,' +
    'severidade,impacto,level,overall impact',
  status:
    'status,state,item status,issue status,action status,current status,incident state,task status,ticket status,' +
    'overall status,situacao,estado,estatus,statut,stand,status atual,open closed/progress,stage,' +
    'andamento,rag,open or closed,resolution status,outcome',
  create_date:
    'created,create date,created at,created on,created date,date created,creation date,date opened,opened,' +
    'open date,opened at,opened on,opened date,date raised,raised,raised on,raised date,date logged,logged,log date,' +
    'date identified,identified,date added,added,reported on,date reported,reported date,submitted,date submitted,' +
    'date entered,entry date,issue date,identified date,date open,logged date,date of entry,' +
    'data de abertura,abertura,data de criacao,criado em,criacao,aberto em,data de registro,registrado em,' +
    'data de inclusao,erstellt,erstellt am,erfasst am,angelegt am,fecha de creacion,cree le,date de creation' +
    '/date,start date,start,assigned date,date assigned,meeting date,data,datum,fecha,reported,data inicio,' +
    'date requested,begin date,when raised',
  created_by:
    'created by,raised by,reporter,reported by,opened by,author,originator,requestor,requester,submitted by,' +
    'logged by,entered by,identified by,initiator,submitter,requested by,raiser,creator,assigned by,' +
    'criado por,autor,solicitante,aberto por,relator,registrado por,erstellt von,erfasst von,creado por,auteur' +
    '/caller,source,from,customer contact,caller id',
  closed:
    'closed,date closed,closed date,closed on,closed at,close date,closing date,date completed,completed,' +
    'completion date,completed on,completed date,actual completion date,actual completion,date resolved,resolved,' +
    'resolved at,resolved on,resolution date,resolved date,actual finish,date done,done date,actual end date,' +
    'closure date,date of closure,actual close date,finished,date complete,' +
    'encerramento,data de encerramento,data de conclusao,conclusao,concluido em,fechado em,' +
    'data de fechamento,geschlossen,erledigt am,abgeschlossen am,fecha de cierre,cloture/done,actual date',
  updated:
    'updated,updated at,updated on,last updated,date modified,modified,last modified,date updated,updated date,' +
    'status date,last update,update date,sys updated at,changed at,modified on,last updated on,last activity,' +
    'last modified date,last change,atualizado em,ultima atualizacao,data de atualizacao,aktualisiert,' +
    'geandert am/timestamp',
  updated_by:
    'updated by,changed by,modified by,last modified by,last updated by,sys updated by,atualizado por,' +
    'alterado por,geandert von',
  note:
    'notes,note,comment,comments,remarks,remark,progress notes,updates,latest update,status notes,' +
    'status update,comments updates,notes comments,action taken,actions taken,next steps,discussion,work notes,' +
    'additional comments,additional notes,status comments,comments notes,progress update,minutes,' +
    'comentarios,comentario,observacoes,observacao,obs,notas,historico,bemerkung,bemerkungen,kommentar,' +
    'anmerkung,anmerkungen,observaciones,commentaires,remarques/update,details,description,history,resolution,' +
    'mitigation,response,detalhes,descricao,background,rationale,long description,steps,progress',
};

const CLEAR = 1;
const UNCLEAR = 0.7;
/** A name within a longer heading: at its end, as in "Action item owner", or elsewhere. */
const AT_END = 0.85;
const WITHIN = 0.55;

interface Name {
  readonly meaning: ColumnMeaning;
  readonly name: string;
  readonly weight: number;
}

const ALL: readonly Name[] = COLUMN_MEANINGS.flatMap((meaning) => {
  const [clear = '', unclear = ''] = NAMES[meaning].split('/');
  const named = (list: string, weight: number) =>
    list.split(',').flatMap((name) => (name === '' ? [] : [{ meaning, name, weight }]));
  return [...named(clear, CLEAR), ...named(unclear, UNCLEAR)];
});

/** How well a heading names a meaning: 0 for not at all, 1 for one of its usual names. */
export function headingScore(heading: string, meaning: ColumnMeaning): number {
  const text = folded(heading).replace(/^sys /, '');
  const isIdentifier = /\b(id|no|number|count|code|key)$/.test(text);
  const names = ALL.filter((name) => name.meaning === meaning);
  // A "problem id" is no problem.
  const scores = names.map((name) =>
    isIdentifier && name.name !== text ? 0 : scoreOf(text, name),
  );
  return Math.max(0, ...scores);
}

function scoreOf(text: string, { name, weight }: Name): number {
  if (text === name) return weight;
  // A word of two letters within a heading means nothing.
  if (name.length < 3) return 0;
  if (text.endsWith(` ${name}`)) return weight * AT_END;
  return ` ${text} `.includes(` ${name} `) ? weight * WITHIN : 0;
}

/** Whether the text is a usual name of some column. */
export const isKnownHeading = (text: string): boolean => {
  const wanted = folded(text);
  return ALL.some(({ name }) => name === wanted);
};
