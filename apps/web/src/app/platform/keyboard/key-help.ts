import { Component, inject, output } from '@angular/core';
import { Dialog } from '../dialogs/dialog';
import { Texts } from '../language/texts';
import { KEY_TEXTS } from './keys.texts';
import { KEY_ACTIONS, type KeyActionId } from './key-actions';
import { Keyboard } from './keyboard';
import { LOCAL_KEYS, type LocalKeyId } from './local-keys';

/** Lists the shortcuts available on the page, with the switch for single-key shortcuts. */
@Component({
  selector: 'at-key-help',
  imports: [Dialog],
  template: `
    <at-dialog [label]="t('app.keys')" (closed)="closed.emit()">
      <h2 tabindex="-1">{{ t('app.keys') }}</h2>
      <dl>
        @for (key of keys; track key.shown) {
          <dt>
            <kbd>{{ key.shown }}</kbd>
          </dt>
          <dd>{{ label(key.id) }}</dd>
        }
      </dl>
      <label>
        <input
          #toggle
          type="checkbox"
          [checked]="keyboard.areSingleKeysOn()"
          (change)="keyboard.switchSingleKeys(toggle.checked)"
        />
        {{ t('key.singleLetters') }}
      </label>
      <form method="dialog">
        <button class="plain" type="submit">{{ t('keys.close') }}</button>
      </form>
    </at-dialog>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: auto 1fr auto 1fr;
      gap: 8px 14px;
      margin-block: 16px;
    }
    h2:focus-visible {
      outline: none;
    }
    dd {
      margin: 0;
    }
    kbd {
      padding: 1px 7px;
      border: 1px solid var(--at-control);
      border-radius: 5px;
      font: inherit;
      font-size: 12px;
      white-space: nowrap;
    }
    form {
      margin-top: 12px;
      text-align: end;
    }
    @media (width < 640px) {
      dl {
        grid-template-columns: auto 1fr;
      }
    }
  `,
})
export class KeyHelp {
  readonly closed = output();

  protected readonly t = inject(Texts).with(KEY_TEXTS).t;
  protected readonly keyboard = inject(Keyboard);
  protected readonly keys = [...KEY_ACTIONS, ...LOCAL_KEYS].filter(({ id }) =>
    this.keyboard.isOffered(id),
  );

  protected label(id: KeyActionId | LocalKeyId): string {
    return this.t(`key.${id}`);
  }
}
