import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withNavigationErrorHandler } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { configureClient, leftFor } from '../../testing/page';
import { Connection } from '../polling/connection';
import { loadAnew } from './load-anew';

const GONE = 'Failed to fetch dynamically imported module: http://localhost/chunk-ABC.js';

@Component({ template: 'Trackers' })
class Trackers {}

async function client(message: string): Promise<Router> {
  const loadComponent = () => Promise.reject(new TypeError(message));
  configureClient([
    { path: 'trackers', component: Trackers },
    { path: 'items', loadComponent },
  ]);
  TestBed.configureTestingModule({
    providers: [provideRouter([], withNavigationErrorHandler(loadAnew))],
  });
  await RouterTestingHarness.create();
  return TestBed.inject(Router);
}

describe('a page whose code is gone since a deployment', () => {
  it('is loaded from the server, while the page on screen stays', async () => {
    const router = await client(GONE);
    await router.navigateByUrl('/trackers');
    await router.navigateByUrl('/items?q=vendor');
    expect(leftFor).toEqual(['/items?q=vendor']);
    expect(router.url).toBe('/trackers');
  });

  it('breaks when it was just loaded from the server', async () => {
    const router = await client(GONE);
    await expect(router.navigateByUrl('/items')).rejects.toThrow(GONE);
    expect(leftFor).toEqual([]);
  });

  it('waits for the server when that does not respond', async () => {
    const router = await client(GONE);
    await router.navigateByUrl('/trackers');
    TestBed.inject(Connection).lost(new Error(''));
    await router.navigateByUrl('/items');
    expect(leftFor).toEqual([]);
    expect(router.url).toBe('/trackers');
  });

  it('breaks for any other reason', async () => {
    const router = await client('x is not a function');
    await router.navigateByUrl('/trackers');
    await expect(router.navigateByUrl('/items')).rejects.toThrow('x is not a function');
    expect(leftFor).toEqual([]);
  });
});
