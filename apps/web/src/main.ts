import type { Injector } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';

/** Not awaited at the top: the code that is loaded here waits for the end of this module. */
async function listen(injector: Injector): Promise<void> {
  try {
    // Safari has no requestIdleCallback.
    await new Promise((idle) =>
      ('requestIdleCallback' in window ? requestIdleCallback : setTimeout)(idle),
    );
    const { Live } = await import('./app/platform/live/live');
    injector.get(Live).start();
  } catch {
    // Without its code, pages ask for changes on their own.
  }
}

const { injector } = await bootstrapApplication(App, appConfig);
void listen(injector);
