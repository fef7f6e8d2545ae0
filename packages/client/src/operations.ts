import { integrator } from '@jiesuo/contract/integrator';

/** How each operation travels. The published package has this as a list of its own, written when it is built. */
export const operations: Readonly<Record<string, { readonly kind: string; readonly isOnce: boolean }>> =
  Object.fromEntries(
    Object.entries(integrator).map(([name, operation]) => [
      name,
      { kind: operation.kind, isOnce: 'isOnce' in operation && operation.isOnce },
    ]),
  );
