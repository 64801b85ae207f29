import { headingScore, isKnownHeading } from './headings';
import { proposedWord } from './words';

it.each([
  ['status', 'in PROGRESS', 'In Progress', 1],
  ['status', 'Won’t fix', 'Complete', 0.9],
  ['status', 'Concluída', 'Complete', 0.9],
  ['status', 'Closed - duplicate of 7', 'Complete', 0.75],
  ['status', 'mostly done', 'Complete', 0.6],
  ['priority', '1 - Critical', 'High', 0.75],
  ['priority', 'P2', 'Medium', 0.9],
  ['priority', 'S3-Medium', 'Medium', 0.75],
  ['category', 'Flight Software', 'SW / Ops', 0.9],
] as const)('takes the %s %s for %s', (field, text, word, confidence) => {
  expect(proposedWord(field, text)).toEqual({ word, confidence });
});

it('proposes nothing for a word that it does not know', () => {
  expect(proposedWord('status', 'Frozen')).toBeUndefined();
});

it('proposes a usual word only where the tracker still has what it stands for', () => {
  const own = ['Thermal', 'SW / Ops'];
  expect(proposedWord('category', 'THERMAL', own)).toEqual({ word: 'Thermal', confidence: 1 });
  expect(proposedWord('category', 'software', own)).toMatchObject({ word: 'SW / Ops' });
  expect(proposedWord('category', 'budget', own)).toBeUndefined();
});

it.each([
  ['Due Date', 'due_date', 1],
  ['dueDate', 'due_date', 1],
  ['Action Item Owner', 'owner', 0.85],
  ['Owner e-mail', 'owner', 0.55],
  ['Prioridade', 'priority', 1],
  ['#', 'id', 1],
  ['problem_id', 'title', 0],
] as const)('scores the heading %s for %s', (heading, meaning, score) => {
  expect(headingScore(heading, meaning)).toBe(score);
});

it('knows the usual names of columns', () => {
  expect(['Status', 'RESPONSÁVEL', 'Foo'].map(isKnownHeading)).toEqual([true, true, false]);
});
