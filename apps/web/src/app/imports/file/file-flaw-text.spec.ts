import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { FileFlaw } from '@action-tracker/contracts';
import { FILE_FLAWS } from '@action-tracker/contracts/imports';
import { Texts } from '../../platform/language/texts';
import { configureClient, elementOf, settled, textOf } from '../../testing/page';
import { FileFlawText } from './file-flaw-text';

async function said(flaw: FileFlaw): Promise<string> {
  const fixture = TestBed.createComponent(FileFlawText, {
    bindings: [inputBinding('flaw', () => flaw)],
  });
  await settled(fixture);
  return textOf(elementOf(fixture));
}

describe('what is wrong with a file', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it.each(FILE_FLAWS)('is said in both languages: %s', async (flaw) => {
    await TestBed.inject(Texts).choose('en');
    const english = await said(flaw);
    await TestBed.inject(Texts).choose('pt-BR');
    const portuguese = await said(flaw);
    expect([english, portuguese]).toEqual([
      expect.stringMatching(/^[A-Z].+\.$/),
      expect.stringMatching(/^[A-Z].+\.$/),
    ]);
    expect(portuguese).not.toBe(english);
  });

  it('tells what to do about an old workbook', async () => {
    await TestBed.inject(Texts).choose('pt-BR');
    expect(await said('old_workbook')).toContain('salve-o como .xlsx');
  });
});
