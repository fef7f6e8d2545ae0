import type { Handler } from '../operation.ts';
import { importUkeys } from './import.ts';
import { inspect } from './inspect.ts';
import { list } from './list.ts';
import { setStatus } from './setStatus.ts';

export const handlers: readonly Handler[] = [importUkeys, inspect, list, setStatus];
