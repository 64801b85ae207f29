/**
 * Renders a component as a page of the client, with a fake HTTP backend. Angular waits for pending
 * requests, which stay pending until the spec answers them: so specs click with `press`, answer
 * with `answer`, and only then make assertions.
 */
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { type Binding, Injectable, type Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatNativeSelectHarness } from '@angular/material/input/testing';
import { provideRouter, type Routes, withComponentInputBinding } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { REPORT_PATHS } from '@action-tracker/contracts/measures';
import type { TranslocoLoader } from '@jsverse/transloco';
import { type Observable, of } from 'rxjs';
import { CLOCK } from '../platform/clock/clock';
import { EN } from '../platform/language/en';
import { provideTexts } from '../platform/language/provide-texts';
import { PT_BR } from '../platform/language/pt-br';
import type { Translation } from '../platform/language/texts';
import { LEAVE_FOR } from '../platform/navigation/leave-for';
import { POLL_EVERY_MS } from '../platform/polling/polling';
import { signInRedirect } from '../platform/session/sign-in-redirect';
import { A_TRACKER, ME, USERS } from './answers';

/** Bodies by path. */
type Answers = Readonly<Record<string, object>>;

/** What parts of lists ask for whenever they are loaded, unless a spec answers otherwise. */
const NOTHING_SAVED: Answers = {
  ...{ [API_PATHS.views]: [], [API_PATHS.savedReports]: [], [API_PATHS.dashboards]: [] },
  [REPORT_PATHS.untouched]: [],
};

const PART_LOADS_MS = 50;
const NOON = Date.UTC(2026, 10, 20, 12);

/** Provides texts synchronously, because most specs do not test the loading of a language. */
@Injectable()
class TextsAtHand implements TranslocoLoader {
  getTranslation(language: string): Observable<Translation> {
    return of(language === 'pt-BR' ? PT_BR : EN);
  }
}

/** Server pages that the client navigated to. */
export const leftFor: string[] = [];

export function configureClient(routes: Routes = [{ path: '**', children: [] }]): void {
  leftFor.length = 0;
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withInterceptors([signInRedirect])),
      provideHttpClientTesting(),
      provideTexts(TextsAtHand),
      provideRouter(routes, withComponentInputBinding()),
      { provide: POLL_EVERY_MS, useValue: undefined },
      { provide: CLOCK, useValue: () => NOON },
      { provide: LEAVE_FOR, useValue: (url: string) => leftFor.push(url) },
    ],
  });
}

/** Creates the component and answers all of its initial requests. */
export async function open<T>(
  component: Type<T>,
  bindings: Binding[] = [],
  answers: Answers = {},
): Promise<ComponentFixture<T>> {
  const fixture = TestBed.createComponent(component, { bindings });
  await answer(fixture, {
    [API_PATHS.me]: ME,
    [API_PATHS.users]: USERS,
    [API_PATHS.trackers]: [A_TRACKER],
    ...answers,
  });
  return fixture;
}

/**
 * Answers pending GETs by path, including those triggered by an answer, and waits for rendering.
 *
 * @throws Error for a request without an answer, because Angular would wait for it forever.
 */
export async function answer(fixture: ComponentFixture<unknown>, answers: Answers): Promise<void> {
  do {
    for (let waiting = await gets(); waiting.length > 0; waiting = await gets()) {
      waiting.forEach((request) => flush(request, answers));
    }
  } while (!(await isStableSoon(fixture)));
}

/** A part that is loaded on demand asks only then for what it shows. */
function isStableSoon(fixture: ComponentFixture<unknown>): Promise<boolean> {
  const later = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PART_LOADS_MS));
  return Promise.race([fixture.whenStable().then(() => true), later]);
}

function flush(get: TestRequest, answers: Answers): void {
  const body = answers[get.request.url] ?? NOTHING_SAVED[get.request.url];
  if (body === undefined) throw new Error(`Expected an answer for GET ${get.request.url}`);
  get.flush(body);
}

async function gets(): Promise<readonly TestRequest[]> {
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
  return TestBed.inject(HttpTestingController)
    .match(({ method }) => method === 'GET')
    .filter(({ cancelled }) => !cancelled);
}

/** The one pending request with this method and path. */
export async function sent(method: string, url: string): Promise<TestRequest> {
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
  return TestBed.inject(HttpTestingController).expectOne({ method, url });
}

/** Clicks the button with this text, without waiting for a response. */
export function press(fixture: ComponentFixture<unknown>, text: string): void {
  const buttons = [...elementOf(fixture).querySelectorAll('button')];
  const button = buttons.find((candidate) => textOf(candidate).startsWith(text));
  if (!button) throw new Error(`Expected a button "${text}", found ${buttons.map(textOf).join()}`);
  button.click();
}

export const elementOf = (fixture: ComponentFixture<unknown>): HTMLElement => {
  const element: unknown = fixture.nativeElement;
  if (element instanceof HTMLElement) return element;
  throw new Error('Expected a component with an element');
};

/** Types into a control like a browser, replacing its content. */
export function type(control: HTMLInputElement | HTMLSelectElement, text: string): void {
  control.value = text;
  control.dispatchEvent(new Event('input', { bubbles: true }));
  TestBed.tick();
}

/** The date field with this label. */
export function dateField(fixture: ComponentFixture<unknown>, label: string) {
  const fields = [...elementOf(fixture).querySelectorAll('at-date-field')];
  const field = fields.find((candidate) => textOf(candidate.querySelector('label')) === label);
  const input = field?.querySelector('input');
  if (!field || !input) throw new Error(`Expected a date field "${label}"`);
  return { input, says: () => textOf(field.querySelector('.says')) };
}

/** The person field with this label. */
export function personField(fixture: ComponentFixture<unknown>, label: string) {
  const fields = [...elementOf(fixture).querySelectorAll('at-person-field')];
  const field = fields.find((candidate) => textOf(candidate.querySelector('label')) === label);
  const input = field?.querySelector('input');
  if (!field || !input) throw new Error(`Expected a field "${label}" for a person`);
  const offered = () => [...field.querySelectorAll('[role=option] .person')].map(textOf);
  const press = (key: string, more: KeyboardEventInit = {}) => {
    const init = { key, bubbles: true, cancelable: true, ...more };
    const event = new KeyboardEvent('keydown', init);
    input.dispatchEvent(event);
    TestBed.tick();
    return event;
  };
  return { field, input, offered, press, says: () => textOf(field.querySelector('.says')) };
}

/** Waits for promises and rendering triggered by an answer. */
export async function settled(fixture: ComponentFixture<unknown>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await fixture.whenStable();
}

/** The visible text of an element: single spaces, and one between adjacent elements. */
export function textOf(element: Element | null): string {
  const texts = [...(element?.childNodes ?? [])].map((node) => {
    if (node instanceof Text) return node.data;
    return node instanceof Element ? textOf(node) : '';
  });
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** Chooses an option like a browser; the harness alone does not emit `input`. */
export async function choose(field: MatFormFieldHarness, text: string): Promise<void> {
  const control = await field.getControl(MatNativeSelectHarness);
  if (!control) throw new Error('Expected a field with a list');
  await control.selectOptions({ text });
  const host = await control.host();
  await host.dispatchEvent('input');
}
