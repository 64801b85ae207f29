import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { elementOf, configureClient, textOf } from '../../testing/page';
import { type Language, languageFor } from './languages';
import { LANGUAGE_KEY, textPack, Texts } from './texts';

const PART = textPack({
  en: {
    'part.of': 'Part of {{whole}}',
    'part.n.one': '{{count}} part',
    'part.n.other': '{{count}} parts',
  },
  'pt-BR': {
    'part.of': 'Parte de {{whole}}',
    'part.n.one': '{{count}} parte',
    'part.n.other': '{{count}} partes',
  },
});

@Component({
  template: `<p>
    {{ texts.t('field.of', { field: '{' + '{item}}', item: 'AD-001' }) }} ·
    {{ texts.counted('list.items', 1) }} · {{ texts.counted('list.items', 5000) }}
  </p>`,
})
class Page {
  protected readonly texts = inject(Texts);
}

async function page(stored?: string) {
  localStorage.clear();
  if (stored !== undefined) localStorage.setItem(LANGUAGE_KEY, stored);
  configureClient();
  const fixture = TestBed.createComponent(Page);
  await fixture.whenStable();
  const choose = async (language: Language) => {
    await TestBed.inject(Texts).choose(language);
    await fixture.whenStable();
  };
  return { text: () => textOf(elementOf(fixture)), choose };
}

describe('the language', () => {
  it.each([
    [['pt-BR', 'en'], 'pt-BR'],
    [['pt'], 'pt-BR'],
    [['de-DE', 'pt-PT', 'en-GB'], 'pt-BR'],
    [['en-GB', 'pt-BR'], 'en'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ] as const)('of a first visit follows the browser: %j is %s', (wanted, language) => {
    expect(languageFor(wanted)).toBe(language);
  });

  it('changes what is on the screen, the page itself and the next visit', async () => {
    const { text, choose } = await page();
    expect(text()).toBe('{{item}} of AD-001 · 1 item · 5,000 items');
    expect(document.documentElement.lang).toBe('en');
    await choose('pt-BR');
    expect(text()).toBe('{{item}} de AD-001 · 1 ação · 5.000 ações');
    expect(document.documentElement.lang).toBe('pt-BR');
    expect(localStorage.getItem(LANGUAGE_KEY)).toBe('{"version":1,"language":"pt-BR"}');
  });

  it('has the texts of a part that was loaded on demand, before and after a change', async () => {
    const { choose } = await page();
    const { t, counted } = TestBed.inject(Texts).with(PART);
    const said = () => [t('part.of', { whole: 'it' }), counted('part.n', 5000), t('app.skip')];
    expect(said()).toEqual(['Part of it', '5,000 parts', 'Skip to content']);
    await choose('pt-BR');
    expect(said()).toEqual(['Parte de it', '5.000 partes', 'Ir para o conteúdo']);
  });

  it('is the one that was chosen on an earlier visit', async () => {
    const { text } = await page('{"version":1,"language":"pt-BR"}');
    expect(text()).toContain('5.000 ações');
  });

  it.each(['{', 'null', '{"version":0,"language":"pt-BR"}', '{"version":1,"language":"tlh"}'])(
    'starts anew from %s',
    async (stored) => {
      expect((await page(stored)).text()).toContain('5,000 items');
    },
  );
});
