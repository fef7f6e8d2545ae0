import type { PinRules } from '@jiesuo/ceremony';
import { type ContentOf, everySubject, pinAlphabets } from '@jiesuo/contract';
import type { Model } from '@jiesuo/models';
import type { Fault } from './judge.ts';
import type { Texts } from './versions.ts';

type Policy = ContentOf<'pin_policy'>;
/** As many as a ticket carries. */
const defaultsMost = 16;

const narrowest = (one: Policy['alphabet'], other: Policy['alphabet']): Policy['alphabet'] =>
  pinAlphabets.find((alphabet) => alphabet === one || alphabet === other) ?? one;

const together = (model: Model, policy: Policy): string[] => [...new Set([...model.pin.defaults, ...policy.defaults])];

/** A model's own policy stays within what its maker lets a PIN be; one for all is narrowed for each UKey when it is reset. */
export function judgePinPolicy(models: readonly Model[], policy: Policy, isOfModel: boolean): Fault[] {
  const faults: Fault[] = [];
  for (const model of models) {
    const { min, max, alphabet } = model.pin;
    if (isOfModel && policy.min < min) faults.push({ path: 'min', code: 'pin_policy_wider' });
    if (isOfModel && policy.max > max) faults.push({ path: 'max', code: 'pin_policy_wider' });
    if (isOfModel && narrowest(policy.alphabet, alphabet) !== policy.alphabet)
      faults.push({ path: 'alphabet', code: 'pin_policy_wider' });
    if (together(model, policy).length > defaultsMost) faults.push({ path: 'defaults', code: 'too_long' });
  }
  return faults;
}

/** The policy for UKeys of this model: its own where it has one, else the one for all. */
export function pinPolicyFor(texts: Pick<Texts, 'content'>, model: Model): PinRules {
  const policy = texts.content('pin_policy', model.id) ?? texts.content('pin_policy', everySubject);
  if (!policy) throw new Error('there is no PIN policy');
  return narrowed(policy, model);
}

/** What this UKey takes of what the CA allows; where a UKey takes less than the CA asks for, its longest. */
function narrowed(policy: Policy, model: Model): PinRules {
  const max = Math.min(policy.max, model.pin.max);
  return {
    min: Math.min(Math.max(policy.min, model.pin.min), max),
    max,
    alphabet: narrowest(policy.alphabet, model.pin.alphabet),
    defaults: together(model, policy).slice(0, defaultsMost),
  };
}
