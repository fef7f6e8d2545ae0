import type { WebhookEvent as Event, Input, Output, RefusalBody } from '@jiesuo/contract';
import type { Integrator } from '@jiesuo/contract/integrator';

/** What each operation takes and gives. The published package has these written out. */
export type Shapes = {
  [N in keyof Integrator]: {
    readonly input: Input<Integrator[N]>;
    readonly output: Integrator[N]['kind'] extends 'file' ? Blob : Output<Integrator[N]>;
  };
};
export type RefusalCode = RefusalBody['code'];
export type WebhookEvent = Event;
