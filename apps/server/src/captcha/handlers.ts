import type { Handler } from '../operation.ts';
import { challenge } from './challenge.ts';

export const handlers: readonly Handler[] = [challenge];
