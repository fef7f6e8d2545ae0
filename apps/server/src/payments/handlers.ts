import type { Handler } from '../operation.ts';

export const handlers: readonly Handler[] = [];
