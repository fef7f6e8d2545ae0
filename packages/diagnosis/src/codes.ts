import type { FailureCode } from '@jiesuo/ceremony/messages';

/** What may stand between a person and the UKey, as a driver, the bridge or the portal finds it. */
export const conditionCodes = [
  'bridge_missing',
  'bridge_not_running',
  'bridge_blocked',
  'bridge_too_old',
  'bridge_silent',
  'window_blocked',
  'window_closed',
  'origin_not_trusted',
  'service_not_running',
  'library_missing',
  'library_refused',
  'library_wrong_bitness',
  'driver_crashed',
  'driver_hangs',
  'vendor_error',
  'no_ukey',
  'several_ukeys',
  'ukey_unknown',
  'ukey_busy',
  'ukey_removed',
  'pin_locked',
  'admin_tries_low',
] as const;
export type ConditionCode = (typeof conditionCodes)[number];

/** Between the bridge's window, the bridge and the portal. */
export const windowCodes = [
  'window_code_missing',
  'window_peer',
  'window_origin',
  'window_ended',
  'window_superseded',
  'window_used',
  'window_busy',
  'window_full',
  'window_ticket_refused',
  'window_prompt_no_session',
  'window_prompt_no_program',
  'window_prompt_program_fault',
  'window_fault',
  'window_bridge_gone',
  'window_portal_gone',
  'window_portal_unknown',
] as const;
export type WindowCode = (typeof windowCodes)[number];

/** Ends of a pairing or a ceremony for which nobody gave a failure. */
export const pairingCodes = ['pairing_expired', 'outcome_unknown', 'reset_expired', 'not_completed'] as const;
export type PairingCode = (typeof pairingCodes)[number];

/** Every code has one entry in the catalogue, whichever set it is in; some are in two. */
export type DiagnosisCode = ConditionCode | WindowCode | PairingCode | FailureCode;

/** Why nothing was heard of a bridge: no one of them is certain. */
export const silentCauses = [
  'bridge_missing',
  'bridge_not_running',
  'bridge_blocked',
  'window_closed',
] as const satisfies readonly ConditionCode[];
