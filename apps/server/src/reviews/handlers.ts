import type { Handler } from '../operation.ts';
import { ahead } from './ahead.ts';
import { counts } from './counts.ts';
import { decide } from './decide.ts';
import { hold } from './hold.ts';
import { inspect } from './inspect.ts';
import { material } from './material.ts';
import { next } from './next.ts';
import { queue } from './queue.ts';
import { release } from './release.ts';
import { take } from './take.ts';
import { unmask } from './unmask.ts';

export const handlers: readonly Handler[] = [
  ahead,
  counts,
  decide,
  hold,
  inspect,
  material,
  next,
  queue,
  release,
  take,
  unmask,
];
