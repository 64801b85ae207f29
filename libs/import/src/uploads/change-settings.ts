/** Applies what a person has changed to the settings of an upload. */
import type { ChangeImportRequest, ImportMapping } from '@action-tracker/contracts';
import { DomainError, shown } from '@action-tracker/domain';
import { readMapping } from '../mapping/read-mapping';
import { completed, isAbout } from './completed-mapping';
import { problemsOf, type Recognised } from './guess-upload';
import type { Importer } from './importer';
import { questionId, withAnswer } from './questions';
import type { UploadGuess, UploadSettings } from './upload';

interface Change {
  readonly guess: UploadGuess;
  readonly request: ChangeImportRequest;
  /** Users who can be the actor. */
  readonly userIds: ReadonlySet<number>;
}

/** @throws DomainError VALIDATION_ERROR */
export function changeSettings(
  before: UploadSettings,
  { guess, request, userIds }: Change,
): UploadSettings {
  const { actor_id: actorId = before.actorId, is_history: isHistory = before.isHistory } = request;
  if (!userIds.has(actorId)) throw refused('actor_id', `expected a user, found ${actorId}`);
  const mapped = mappingOf(before, { guess, request, isHistory });
  const isMapped = request.mapping !== undefined || request.answers !== undefined;
  return {
    ...{ ...mapped, isHistory, actorId },
    mappingFrom: isMapped ? 'person' : before.mappingFrom,
    problems: problemsOf(guess, { ...mapped, isHistory }),
    createPeople: request.create_people ?? before.createPeople,
    apply: request.apply ?? before.apply,
    applyLines: request.apply_lines ?? before.applyLines,
    choices: request.choices ?? before.choices,
    reinstateLines: request.reinstate_lines ?? before.reinstateLines,
  };
}

function mappingOf(
  before: UploadSettings,
  { guess, request, isHistory }: Pick<Change, 'guess' | 'request'> & { isHistory: boolean },
): Pick<UploadSettings, 'mapping' | 'questions' | 'answered'> {
  // How the file is read is part of the guess.
  const given = { ...(request.mapping ?? before.mapping), file: guess.format };
  const whole = completed(given, guess, before.questions);
  const questions = whole.questions.filter((question) => isAbout(question, whole.mapping));
  let { mapping } = whole;
  let answered: ReadonlySet<string> = new Set(before.answered);
  for (const [id, answer] of Object.entries(request.answers ?? {})) {
    const all = [...guess.questions, ...questions];
    const question = all.find((each) => questionId(each) === id);
    if (!question) throw refused('answers', `expected the id of a question, found ${shown(id)}`);
    mapping = withAnswer(mapping, question, answer);
    answered = new Set([...answered, id]);
  }
  if (request.answers) requireReadable(mapping, 'answers', isHistory);
  return { mapping, questions, answered: [...answered] };
}

/** It may be incomplete, but what it says has to be right. @throws DomainError VALIDATION_ERROR */
export function requireReadable(mapping: ImportMapping, field: string, isHistory: boolean): void {
  const { problems, missing } = readMapping(mapping, isHistory ? 'change' : 'item');
  const wrong = problems.filter((problem) => !missing.includes(problem)).slice(0, 20);
  if (wrong.length === 0) return;
  throw DomainError.invalid(wrong.map((message) => ({ field, message })));
}

const refused = (field: string, message: string): DomainError =>
  DomainError.invalid([{ field, message }]);

/** The settings of a file that nobody has changed yet. */
export const withDefaults = (
  settings: Recognised['settings'],
  importer: Importer,
  apply: UploadSettings['apply'],
) => ({
  ...settings,
  ...{ createPeople: true, actorId: importer.id, apply, applyLines: [] },
  ...{ choices: [], reinstateLines: [] },
});
