import type { Handler } from '../operation.ts';
import { cancel } from './cancel.ts';
import { exchange } from './exchange.ts';
import { pair } from './pair.ts';
import { redeem } from './redeem.ts';
import { sendStepUp } from './sendStepUp.ts';
import { watch } from './watch.ts';

export const handlers: readonly Handler[] = [cancel, exchange, pair, redeem, sendStepUp, watch];
