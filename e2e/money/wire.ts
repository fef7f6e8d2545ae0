import {
  type Channel,
  GatewayFault,
  type GatewayName,
  GatewayRefusal,
} from '../../apps/server/src/payments/channels/channel.ts';

/** What the killed server and the world outside it say to each other. */
export const asked = ['offer', 'query', 'close', 'refund', 'queryRefund'] as const;
export interface Question {
  readonly is: 'question';
  readonly id: number;
  readonly gateway: GatewayName;
  readonly method: (typeof asked)[number];
  readonly args: readonly unknown[];
}
export interface Answer {
  readonly is: 'answer';
  readonly id: number;
  readonly value?: unknown;
  readonly fault?: { readonly code: string; readonly isRefusal: boolean };
}

/** A gateway that lives in another process. */
export function wire(name: GatewayName, put: (question: Omit<Question, 'is' | 'id'>) => Promise<Answer>): Channel {
  const ask = async (method: Question['method'], args: readonly unknown[]) => {
    const { value, fault } = await put({ gateway: name, method, args });
    if (fault) throw fault.isRefusal ? new GatewayRefusal(fault.code) : new GatewayFault(fault.code);
    return value as never;
  };
  return {
    name,
    offer: (...args) => ask('offer', args),
    query: (...args) => ask('query', args),
    close: (...args) => ask('close', args),
    refund: (...args) => ask('refund', args),
    queryRefund: (...args) => ask('queryRefund', args),
    hear: () => {
      throw new Error('notifications come by the story');
    },
    bill: () => {
      throw new GatewayFault('bill_not_ready');
    },
  };
}

export async function answer(channel: Channel, { id, method, args }: Question): Promise<Answer> {
  try {
    const call = channel[method] as (...given: readonly unknown[]) => Promise<unknown>;
    return { is: 'answer', id, value: await call(...args) };
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    return { is: 'answer', id, fault: { code: error.code, isRefusal: error instanceof GatewayRefusal } };
  }
}
