import { RefusalError } from '@jiesuo/contract';
import type { Faults } from '@jiesuo/ui';

/** Field faults of a refusal by dotted path, as the forms keep them. */
export const faultsFrom = (error: unknown): Faults =>
  error instanceof RefusalError ? Object.fromEntries((error.body.fields ?? []).map((f) => [f.path, f.code])) : {};
