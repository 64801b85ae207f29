import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'at-not-found',
  imports: [MatButton, RouterLink],
  template: `
    <section class="state">
      <h1>There is no such page</h1>
      <p>The address may be mistyped, or the page may have moved.</p>
      <a matButton="outlined" routerLink="/trackers">All trackers</a>
    </section>
  `,
})
export class NotFound {}
