import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserStorage } from './browser-storage';

const blocked = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const full = (): never => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};

/** Windows whose storage does not do what it should. */
const WINDOWS: Readonly<Record<string, object>> = {
  'is blocked': Object.defineProperty({}, 'localStorage', { get: blocked }),
  'is null': { localStorage: null },
  'is missing': {},
  'throws whatever is asked of it': {
    localStorage: { getItem: blocked, setItem: blocked, removeItem: blocked },
  },
  'is full': { localStorage: { getItem: () => null, setItem: full, removeItem: () => undefined } },
};

function storageOf(defaultView: object): BrowserStorage {
  TestBed.configureTestingModule({
    providers: [{ provide: DOCUMENT, useValue: { defaultView, querySelectorAll: () => [] } }],
  });
  return TestBed.inject(BrowserStorage);
}

describe('storage of the browser', () => {
  const warn = console.warn;
  let warnings = 0;

  beforeEach(() => {
    localStorage.clear();
    warnings = 0;
    console.warn = () => (warnings += 1);
  });
  afterEach(() => (console.warn = warn));

  it('keeps values and text for the next visit', () => {
    TestBed.inject(BrowserStorage).write('value', { version: 1 });
    TestBed.inject(BrowserStorage).writeText('text', 'off');
    TestBed.resetTestingModule();
    expect(TestBed.inject(BrowserStorage).read('value')).toEqual({ version: 1 });
    expect(TestBed.inject(BrowserStorage).readText('text')).toBe('off');
  });

  it('has nothing where nothing is stored, and after it was removed', () => {
    const storage = TestBed.inject(BrowserStorage);
    expect(storage.read('value')).toBeNull();
    storage.write('value', 1);
    storage.remove('value');
    expect(storage.read('value')).toBeNull();
  });

  it('takes broken content for none', () => {
    localStorage.setItem('value', '{"version":');
    expect(TestBed.inject(BrowserStorage).read('value')).toBeNull();
  });

  it.each(Object.keys(WINDOWS))('that %s costs nothing before the page is closed', (name) => {
    const storage = storageOf(WINDOWS[name] ?? {});
    expect(storage.read('value')).toBeNull();
    storage.write('value', { version: 1 });
    expect(storage.read('value')).toEqual({ version: 1 });
    storage.write('value', { version: 2 });
    expect(storage.read('value')).toEqual({ version: 2 });
    expect(warnings).toBe(1);
    storage.remove('value');
    expect(storage.read('value')).toBeNull();
  });

  it('that was full for a while holds the newest value again afterwards', () => {
    let isFull = true;
    const setItem = (key: string, text: string) =>
      isFull ? full() : localStorage.setItem(key, text);
    const getItem = (key: string) => localStorage.getItem(key);
    localStorage.setItem('value', '1');
    const storage = storageOf({ localStorage: { getItem, setItem } });
    storage.write('value', 2);
    expect([storage.read('value'), localStorage.getItem('value')]).toEqual([2, '1']);
    isFull = false;
    storage.write('value', 3);
    expect([storage.read('value'), localStorage.getItem('value')]).toEqual([3, '3']);
  });
});
