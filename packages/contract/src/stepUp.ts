import type { Console } from './console.ts';

/** How long a factor counts as fresh, for the session that it was given in. */
export const stepUpMinutes = 5;

/**
 * Acts that ask for a fresh factor (ASVS 7.5.1, 7.5.3): what changes the rules, leaves the house in bulk, shows what is masked,
 * lets a secret or money out, or changes who may do any of it.
 */
export const stepUpOperations = [
  'settings.change',
  'texts.publish',
  'texts.settle',
  'apiKeys.create',
  'apiKeys.settle',
  'apiKeys.rotate',
  'apiKeys.revoke',
  'links.change',
  'webhooks.add',
  'webhooks.change',
  'webhooks.rotate',
  'orders.evidenceCopy',
  'audit.export',
  'bills.save',
  'invoices.export',
  'invoices.sheet',
  'reviews.unmask',
  'retention.open',
  'retention.export',
  'custody.decide',
  'risk.liftStop',
  'mobileChanges.confirm',
  'refunds.approve',
  'staff.hire',
  'staff.setMobile',
  'staff.grantRoles',
  'staff.resetFactors',
  'staff.settleProposal',
  'staff.setDisabled',
  'staff.changePolicy',
  'staff.changePassword',
  'staff.addPasskey',
  'staff.removePasskey',
  'staff.askTotp',
  'staff.setTotp',
  'staff.removeTotp',
] as const satisfies readonly (keyof Console)[];

const names: ReadonlySet<string> = new Set(stepUpOperations);
export const needsStepUp = (name: string): boolean => names.has(name);
