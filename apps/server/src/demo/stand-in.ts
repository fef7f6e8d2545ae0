import type { Output } from '@jiesuo/contract';
import { type Console, console as consoleContract } from '@jiesuo/contract/console';
import { type Integrator, integrator as integratorContract } from '@jiesuo/contract/integrator';
import { type Portal, portal as portalContract } from '@jiesuo/contract/portal';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import { handlers } from '../handlers.ts';
import type { Act, OperationName, Who } from '../operation.ts';
import { createRecorder } from '../web/act.ts';

type All = Portal & Console & Integrator;
const contract: All = { ...portalContract, ...consoleContract, ...integratorContract };

/** Lets a person of the demo do what a person does: one operation with its own checks, transaction and audit leaf, at a time of the past. */
export interface StandIn {
  do<N extends OperationName>(name: N, input: unknown, body?: Buffer): Promise<Output<All[N]>>;
}

export function standIn(ctx: Context, who: Who): StandIn {
  return {
    async do(name, input, body = Buffer.alloc(0)) {
      const handler = handlers.find((one) => one.name === name);
      if (!handler) throw new Error(`nothing handles ${name}`);
      const now = ctx.clock();
      const requestId = uuid();
      const act: Act = {
        ctx,
        who,
        now,
        language: 'zh',
        requestId,
        address: '127.0.0.1',
        device: '演示数据',
        body,
        write: createRecorder(ctx, { operation: name, who, now, requestId }).write,
        // Nobody is here to be logged in.
        cookie: { set: () => {}, clear: () => {} },
        browser: { token: undefined, keep: () => {} },
      };
      const answer = await handler.run(contract[name].input.parse(input) as never, act as never);
      return contract[name].output.parse(answer) as never;
    },
  };
}
