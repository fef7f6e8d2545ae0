import type { PinRules } from '@jiesuo/ceremony/messages';
import { seal } from '@jiesuo/ceremony/seal';
import { button, isPress } from './button.ts';
import { el } from './dom.ts';
import { field } from './pinForm.ts';

/**
 * The present PIN once, the new one twice, in no form.
 * @param to the bridge's key and what the PINs are sealed for.
 * @param change gets `old\0new\0new again`, sealed; the fields are empty by then.
 */
export function changeForm(
  { min, max, alphabet = 'printable' }: PinRules,
  to: { readonly sealKey: Uint8Array; readonly id: string },
  change: (sealed: Uint8Array<ArrayBuffer>) => Promise<void>,
  back: HTMLElement,
): { readonly element: HTMLElement; readonly focus: () => void } {
  const fields = [
    field('pin-old', (w) => w.change.old),
    field('pin-first', (w) => w.pin.first),
    field('pin-second', (w) => w.pin.second),
  ];
  const press = async (): Promise<void> => {
    const text = new TextEncoder().encode(fields.map(({ input }) => input.value).join('\0'));
    let sealed: Uint8Array;
    try {
      sealed = await seal('pin', to.sealKey, text, to.id);
    } finally {
      text.fill(0);
      for (const { input } of fields) input.value = '';
    }
    await change(new Uint8Array(sealed));
  };
  const main = button('main', (w) => w.change.change, press);
  for (const [at, { input }] of fields.entries())
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && isPress(event)) (fields[at + 1]?.input ?? main).focus();
    });
  return {
    element: el(
      'section',
      { class: 'sheet' },
      el('div', { class: 'fields three' }, ...fields.map(({ row }) => row)),
      el('p', { class: 'quiet', id: 'pin-rule' }, (w) => w.pin.rule(min, max, alphabet)),
      el('div', { class: 'acts' }, main, back),
    ),
    focus: () => fields[0]?.input.focus(),
  };
}
