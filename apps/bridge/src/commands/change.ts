import { randomUUID } from 'node:crypto';
import { newSealKey, type PinRules, type SealKey, unseal } from '@jiesuo/ceremony';
import { type DiagnosisCode, sentenceOf } from '@jiesuo/diagnosis';
import type { Model } from '@jiesuo/models';
import type { BridgeConfig } from '../config.ts';
import type { HostedDriver } from '../drivers/host/host.ts';
import type { createTurns } from '../drivers/turns.ts';
import type { Ukey } from '../drivers/ukey.ts';
import { GateRefusal } from '../gate/refusal.ts';
import { askNewPin } from '../prompt/newPin.ts';
import type { Prompt, PromptAnswer, PromptFacts } from '../prompt/prompt.ts';
import { describeCertificate } from './describe.ts';
import { pinFault } from './pinRules.ts';
import { failureOf, placesOf } from './ukey.ts';
import type { ChangeFault, ChangeView, Language, PinChange, PromptEnd } from './view.ts';
import type { Watch } from './watch.ts';

export interface ChangeDeps {
  readonly config: Pick<BridgeConfig, 'prompt'>;
  readonly drivers: readonly HostedDriver[];
  readonly inTurn: ReturnType<typeof createTurns>;
  readonly models: readonly Model[];
  readonly watch: Pick<Watch, 'forget'>;
  readonly prompt: Prompt;
}

/** A new PIN has 8 characters or more wherever the UKey takes as many. */
const USUAL_MIN = 8;
const LONGEST = 16;

type Form = Extract<ChangeView, { stage: 'form' }>;
interface Chosen extends Omit<Form, 'stage' | 'triesLeft' | 'needsYes' | 'fault' | 'trouble'> {
  readonly slot: string;
  readonly facts: PromptFacts;
  /** Of the model, where one is known. */
  readonly defaults: readonly string[];
}

export function createChange({ config, drivers, inTurn, models, watch, prompt }: ChangeDeps): PinChange {
  const id = randomUUID();
  const over = new AbortController();
  let sealKey: SealKey | undefined;
  let chosen: Chosen | undefined;
  let view: ChangeView = { stage: 'choose' };
  /** The last try may be spent, once. */
  let hasYes = false;
  /** Wrong PINs in this window: all that is known of a UKey that does not tell its tries. */
  let wrong = 0;

  const isLast = (triesLeft: number | null): boolean => (triesLeft === null ? wrong > 0 : triesLeft <= 1);
  const form = (one: Chosen, triesLeft: number | null, more: Pick<Form, 'fault' | 'trouble'> = {}): ChangeView => {
    const { serial, name, min, max, alphabet } = one;
    const rule = { min, max, ...(alphabet !== undefined && { alphabet }) };
    return { stage: 'form', serial, name, ...rule, triesLeft, needsYes: isLast(triesLeft) && !hasYes, ...more };
  };
  const stopped = (code: DiagnosisCode, isUnsure = false): ChangeView => ({
    stage: 'stopped',
    said: { zh: sentenceOf(code, 'zh'), en: sentenceOf(code, 'en') },
    isUnsure,
  });
  const current = (): { readonly one: Chosen; readonly shown: Form } => {
    if (chosen === undefined || view.stage !== 'form') throw new GateRefusal('ended');
    return { one: chosen, shown: view };
  };

  /** Opens the UKey in that slot, for `act` alone. */
  const withUkey = (slot: string, act: (ukey: Ukey) => Promise<ChangeView>): Promise<ChangeView> =>
    inTurn(async () => {
      const place = (await placesOf(drivers)).find((one) => one.slot.id === slot);
      if (place === undefined) return stopped('ukey_removed');
      try {
        const ukey = await place.driver.connect(slot);
        try {
          return await act(ukey);
        } finally {
          await ukey.release();
          watch.forget(slot);
        }
      } catch (fault) {
        return stopped(failureOf(fault));
      }
    });
  const triesOf = async (ukey: Ukey): Promise<number | null> => (await ukey.tries()).user?.left ?? null;

  /** One try of the old PIN at most, and none where it may be the last without a yes. */
  const change = (one: Chosen, oldPin: Buffer, newPin: Buffer): Promise<ChangeView> =>
    withUkey(one.slot, async (ukey) => {
      if (ukey.facts.serial !== one.serial) return stopped('ukey_removed');
      const before = await triesOf(ukey);
      if (before === 0) return stopped('pin_locked');
      if (isLast(before) && !hasYes) return form(one, before);
      hasYes = false;
      try {
        const outcome = await ukey.changePin(Buffer.from(oldPin), Buffer.from(newPin));
        if (outcome === 'right') return { stage: 'changed', serial: one.serial, name: one.name };
        if (outcome === 'locked') return stopped('pin_locked');
        if (outcome === 'refused') return form(one, await triesOf(ukey), { fault: 'refused' });
        wrong += 1;
        const left = await triesOf(ukey);
        return left === 0 ? stopped('pin_locked') : form(one, left, { fault: 'old_wrong' });
      } catch (fault) {
        return stopped(failureOf(fault), true);
      }
    });

  const judge = (one: Chosen, oldPin: string, newPin: string, again: string): ChangeFault | undefined => {
    const fault = pinFault(newPin, again, rulesOf(one), []);
    if (fault !== undefined) return fault;
    return oldPin === newPin ? 'same' : undefined;
  };

  async function askOld(one: Chosen, shown: Form, language: Language): Promise<PromptAnswer> {
    const { facts } = one;
    const { signal } = over;
    if (isLast(shown.triesLeft)) {
      const yes = await prompt.ask({ kind: 'yes_no', question: 'last_try', facts, language, signal });
      if (yes.kind !== 'yes') return yes;
      hasYes = true;
    }
    const isWrong = shown.fault === 'old_wrong';
    return prompt.ask({ kind: 'old_pin', facts, language, triesLeft: shown.triesLeft, isWrong, signal });
  }

  return {
    async begin() {
      sealKey ??= await newSealKey();
      return { id, sealKey: Buffer.from(sealKey.publicKey).toString('base64url'), prompt: config.prompt };
    },
    async choose(slot) {
      if (sealKey === undefined) throw new GateRefusal('ended');
      hasYes = false;
      wrong = 0;
      view = await withUkey(slot, async (ukey) => {
        chosen = { slot, ...describeChosen(ukey, models) };
        const left = await triesOf(ukey);
        return left === 0 ? stopped('pin_locked') : form(chosen, left);
      });
      return view;
    },
    risk() {
      const { one, shown } = current();
      hasYes = true;
      view = form(one, shown.triesLeft);
      return view;
    },
    async pin(sealed) {
      const { one, shown } = current();
      if (sealKey === undefined || config.prompt !== 'window') throw new GateRefusal('origin');
      const text = await unseal('pin', sealKey.privateKey, sealed, id);
      const [oldPin = '', newPin = '', again = '', ...rest] = new TextDecoder().decode(text).split('\0');
      text.fill(0);
      const fault =
        rest.length > 0 || !/^[\x21-\x7e]{1,64}$/.test(oldPin) ? 'alphabet' : judge(one, oldPin, newPin, again);
      view =
        fault === undefined
          ? await changeWith(one, Buffer.from(oldPin, 'latin1'), Buffer.from(newPin, 'latin1'))
          : form(one, shown.triesLeft, { fault });
      return view;
    },
    async ask(language) {
      const { one, shown } = current();
      const trouble = (end: PromptEnd) => form(one, shown.triesLeft, { trouble: end });
      const old = await askOld(one, shown, language);
      if (old.kind !== 'pin') {
        view = trouble(endOf(old));
        return view;
      }
      const question = { facts: one.facts, policy: rulesOf(one), tails: [], language, signal: over.signal };
      const made = await askNewPin(prompt, question);
      if (made.kind !== 'pin') {
        old.pin.fill(0);
        view = made.kind === 'fault' ? form(one, shown.triesLeft, { fault: made.fault }) : trouble(endOf(made));
        return view;
      }
      const typed = made.pin.toString('latin1');
      const fault = judge(one, old.pin.toString('latin1'), typed, typed);
      view = fault === undefined ? await changeWith(one, old.pin, made.pin) : form(one, shown.triesLeft, { fault });
      old.pin.fill(0);
      made.pin.fill(0);
      return view;
    },
    mayLook: () => sealKey !== undefined,
    end() {
      over.abort();
      return Promise.resolve();
    },
  };

  async function changeWith(one: Chosen, oldPin: Buffer, newPin: Buffer): Promise<ChangeView> {
    try {
      return await change(one, oldPin, newPin);
    } finally {
      oldPin.fill(0);
      newPin.fill(0);
    }
  }
}

const rulesOf = ({ min, max, alphabet, defaults }: Chosen): PinRules => ({
  min,
  max,
  ...(alphabet !== undefined && { alphabet }),
  defaults: [...defaults],
});

/** How a dialog that gave no PIN ended. */
const endOf = (answer: Exclude<PromptAnswer, { kind: 'pin' }>): PromptEnd => {
  if (answer.kind === 'unavailable') return answer.reason;
  return answer.kind === 'timed_out' ? 'timed_out' : 'cancelled';
};

function describeChosen({ facts }: Ukey, models: readonly Model[]): Omit<Chosen, 'slot'> {
  const [first] = facts.certificates.map((certificate) => describeCertificate(certificate, new Date()));
  const name = first?.isReadable === true ? first.name : facts.label;
  const issuer = first?.isReadable === true ? first.issuer : facts.maker;
  const own = models.find(({ id }) => id === facts.model)?.pin;
  const max = Math.min(LONGEST, own?.max ?? LONGEST);
  return {
    serial: facts.serial,
    name,
    min: Math.max(own?.min ?? 0, Math.min(USUAL_MIN, max)),
    max,
    ...(own !== undefined && { alphabet: own.alphabet }),
    defaults: own?.defaults ?? [],
    facts: { portal: '', ca: issuer, subscriber: name, serial: facts.serial },
  };
}
