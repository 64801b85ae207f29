import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Account } from './session/account';
import { Session } from './session/session';

/** The frame around every page: where you can go, who you are, and the page itself. */
@Component({
  selector: 'at-root',
  imports: [Account, RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  protected readonly session = inject(Session);

  /** A plain `#main` link would be a navigation; moving focus is all that is wanted. */
  protected skipTo(main: HTMLElement, event: Event): void {
    event.preventDefault();
    main.focus();
  }
}
