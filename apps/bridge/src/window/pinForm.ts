import type { PinRules, Ticket } from '@jiesuo/ceremony/messages';
import { seal } from '@jiesuo/ceremony/seal';
import type { PinFault } from '../commands/view.ts';
import { button, isPress } from './button.ts';
import { el } from './dom.ts';
import type { Say } from './language.ts';

export interface PinForm {
  readonly element: HTMLElement;
  readonly say: (fault: PinFault) => void;
  readonly focus: () => void;
}

/** Tells browsers and password managers to keep away; an extension that does not care can still read it (docs/threats.md). */
const KEEP_AWAY = {
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  'data-1p-ignore': '',
  'data-lpignore': 'true',
  'data-bwignore': '',
  'data-form-type': 'other',
};

export function field(id: string, label: Say): { readonly row: HTMLElement; readonly input: HTMLInputElement } {
  const input = el('input', {
    id,
    type: 'password',
    maxlength: '16',
    'aria-describedby': 'pin-rule pin-fault',
    ...KEEP_AWAY,
  });
  return { input, row: el('div', { class: 'field' }, el('label', { for: id }, label), input) };
}

/**
 * Two fields and 重置, in no form: nothing here can be submitted anywhere.
 * @param sealKey the bridge's public key, 65 bytes.
 * @param reset gets `PIN\0PIN again`, sealed to that key; the fields are empty by then.
 */
export function pinForm(
  ticket: Ticket,
  sealKey: Uint8Array,
  reset: (sealed: Uint8Array<ArrayBuffer>) => Promise<void>,
  cancel: () => Promise<void>,
): PinForm {
  const first = field('pin-first', (w) => w.pin.first);
  const second = field('pin-second', (w) => w.pin.second);
  const fault = el('p', { class: 'fault', id: 'pin-fault', role: 'alert' });
  const { min, max, alphabet = 'printable' }: PinRules = ticket.reset?.pinPolicy ?? { min: 8, max: 16 };

  const press = async (): Promise<void> => {
    fault.replaceChildren();
    const text = new TextEncoder().encode(`${first.input.value}\0${second.input.value}`);
    let sealed: Uint8Array;
    try {
      sealed = await seal('pin', sealKey, text, ticket.ceremony);
    } finally {
      text.fill(0);
      for (const { input } of [first, second]) {
        input.value = '';
        input.removeAttribute('aria-invalid');
      }
    }
    await reset(new Uint8Array(sealed));
  };
  const main = button('main', (w) => w.pin.reset, press);
  first.input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && isPress(event)) second.input.focus();
  });
  second.input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && isPress(event)) main.focus();
  });

  return {
    element: el(
      'section',
      { class: 'sheet' },
      el('div', { class: 'fields' }, first.row, second.row),
      el('p', { class: 'quiet', id: 'pin-rule' }, (w) => w.pin.rule(min, max, alphabet)),
      fault,
      el(
        'div',
        { class: 'acts' },
        main,
        button('plain', (w) => w.pin.cancel, cancel),
      ),
    ),
    say(code) {
      fault.replaceChildren(el('span', {}, (w) => w.faults[code]));
      for (const { input } of [first, second]) input.setAttribute('aria-invalid', 'true');
      first.input.focus();
    },
    focus: () => first.input.focus(),
  };
}
