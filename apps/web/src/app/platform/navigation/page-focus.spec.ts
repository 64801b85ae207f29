import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { TitleStrategy, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { configureClient } from '../../testing/page';
import { providePageFocus } from './page-focus';
import { PageTitle } from './page-title';

@Component({ template: '<input />' })
class Form {}

@Component({ template: '<p>Nothing to type into</p>' })
class Reading {}

async function client() {
  configureClient([
    { path: 'trackers/new', title: 'trackers.new', component: Form },
    { path: 'trackers', title: 'app.trackers', component: Reading },
    { path: 'items/AD-001', component: Reading },
  ]);
  TestBed.configureTestingModule({
    providers: [providePageFocus(), { provide: TitleStrategy, useExisting: PageTitle }],
  });
  document.body.innerHTML = '<button>Menu</button><main id="main"></main>';
  const main = document.querySelector('main');
  if (!main) throw new Error('Expected a main element');
  const harness = await RouterTestingHarness.create();
  main.append(harness.fixture.nativeElement as HTMLElement);
  const go = async (url: string) => {
    await TestBed.inject(Router).navigateByUrl(url);
    await harness.fixture.whenStable();
    await Promise.resolve();
  };
  return { harness, main, go };
}

describe('a page that takes the place of another one', () => {
  it('has the keyboard at its beginning, but for as long as it keeps it', async () => {
    const { main, go } = await client();
    await go('/trackers');
    document.querySelector('button')?.focus();
    await go('/trackers/new');
    expect(document.activeElement).toBe(main);
    document.querySelector('button')?.focus();
    expect(main.hasAttribute('tabindex')).toBe(false);
  });

  it('keeps the keyboard where it is when only the query changes', async () => {
    const { go } = await client();
    await go('/trackers/new');
    const input = document.querySelector('input');
    input?.focus();
    await go('/trackers/new?sort=id');
    expect(document.activeElement).toBe(input);
  });

  it('takes the keyboard that an element had which went away', async () => {
    const { harness, main, go } = await client();
    await go('/trackers/new');
    const input = document.querySelector('input');
    input?.focus();
    input?.remove();
    harness.fixture.componentRef.changeDetectorRef.markForCheck();
    await harness.fixture.whenStable();
    await Promise.resolve();
    expect(document.activeElement).toBe(main);
  });

  it('is named by its route, or by itself once it knows what it shows', async () => {
    const { go } = await client();
    await go('/trackers');
    expect(document.title).toBe('Trackers · Action Tracker');
    await go('/trackers/new');
    expect(document.title).toBe('New tracker · Action Tracker');
    await go('/items/AD-001');
    TestBed.inject(PageTitle).set('AD-001 Definitized contract');
    await go('/items/AD-001#note');
    expect(document.title).toBe('AD-001 Definitized contract · Action Tracker');
  });
});
