// Breaks rules on purpose: a promise that nobody waits for, and text in place of a number. The test in
// tools/lint proves that oxlint sees both; everything else ignores this folder.
const answer = (): Promise<number> => Promise.resolve('42');

answer();
