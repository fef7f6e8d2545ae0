import { adminKeyLength, type Method, type ResetTicket } from '@jiesuo/ceremony';
import type { Settings } from '@jiesuo/contract/console';
import { type Model, adminTriesMax as triesOfNew } from '@jiesuo/models';

/** One method with its parameters, as a ticket names it. */
export type TicketMethod = ResetTicket extends infer R
  ? R extends ResetTicket
    ? Pick<R, 'method' | 'profile'>
    : never
  : never;

/** 3 must remain after the one attempt; of a model that never had so many, all of them, and the key custodian decides. */
const triesNeeded = 4;

/** Admin tries of a new UKey; 0 where nobody has told, so that nothing is done from afar on a guess. */
export const adminTriesMax = (model: Model): number => Math.min(255, triesOfNew(model));
export const adminTriesNeeded = (model: Model): number => Math.min(triesNeeded, adminTriesMax(model));

/** @returns the parameters of `method` for this model; undefined where it cannot be reset so. */
export function ticketMethod({ id, reset, drivers }: Model, method: Method): TicketMethod | undefined {
  if (reset.method === method) {
    switch (reset.method) {
      case 'gmt0017': {
        const { method: name, ...profile } = reset;
        return { method: name, profile: { id, ...profile } };
      }
      case 'challenge_response': {
        const { method: name, ...profile } = reset;
        return { method: name, profile: { id, ...profile } };
      }
      case 'trusted_bridge': {
        const { method: name, via, application } = reset;
        return { method: name, profile: { id, via, ...(application !== undefined && { application }) } };
      }
    }
  }
  // The same admin PIN, by the maker's own library: possible, and weaker. A symmetric admin key is no PIN that a library would take.
  if (reset.method !== 'gmt0017' || method !== 'trusted_bridge') return undefined;
  if (drivers.skf) return { method, profile: { id, via: 'skf_unblock_pin', application: reset.application } };
  return drivers.pkcs11?.unblockStyle === 'so_init_pin' ? { method, profile: { id, via: 'so_init_pin' } } : undefined;
}

/** The model's own method first, then those that the key custodian may grant in its place. */
export const methodsOf = (model: Model): Method[] =>
  model.reset.method === 'gmt0017' && ticketMethod(model, 'trusted_bridge')
    ? ['gmt0017', 'trusted_bridge']
    : [model.reset.method];

/** Whether the model's record alone does not suffice for a reset by its own method. */
export const needsCustodian = (model: Model): boolean =>
  model.reset.method === 'trusted_bridge' || adminTriesMax(model) < triesNeeded;

/** May UKeys of this model be reset online at all, as this CA has set itself up? */
export const isSupported = (model: Model, settings: Pick<Settings, 'isTrustedBridgeOn'>): boolean =>
  adminTriesMax(model) > 0 && (model.reset.method !== 'trusted_bridge' || settings.isTrustedBridgeOn);

/** What an admin secret of this model looks like in the registry: a PIN as it is typed, or a symmetric key in lower-case hex. */
export function isAdminSecret({ id, reset }: Model, text: string): boolean {
  if (reset.method === 'challenge_response')
    return /^[0-9a-f]+$/.test(text) && text.length === adminKeyLength({ id, ...reset }) * 2;
  return reset.method === 'trusted_bridge' && reset.via === 'so_init_pin'
    ? /^[\x20-\x7e]{4,64}$/.test(text)
    : /^[\x20-\x7e]{6,16}$/.test(text);
}
