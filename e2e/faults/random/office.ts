import { awaitingReset, register, resetCode } from '../people.ts';
import type { Programs } from '../programs.ts';
import { grant, type Kind, renew } from './methods.ts';

/** One approved order, as its customer meets it. */
export interface Case {
  /** 获取验证码, 重置. @returns a pairing code. */
  resetCode(): Promise<string>;
  look(): Promise<{ readonly status: string; readonly timeline: readonly { readonly event: string }[] }>;
}
/** Where rounds get their orders from. */
export interface Office {
  /** Applied for, approved, and granted where the method needs the key custodian. */
  order(kind: Kind, serial: string): Promise<Case>;
  /** A UKey whose admin secret was on the computer gets a fresh one, and the registry learns it. */
  renew(kind: Kind, serial: string, certificate: string): Promise<void>;
}

/** The whole way: 注册, 读取 by the bridge, 填写资料, 通过, each through the program that a person uses. */
export const wholeWay = (programs: Programs): Office => ({
  async order(kind, serial) {
    const customer = await register(programs);
    const number = await awaitingReset(programs, customer, serial);
    if (kind.method === 'trusted_bridge') await grant(programs, number, kind.method);
    return {
      resetCode: async () => (await resetCode(programs, customer, number)).code,
      look: () => customer.ask('orders.get', { number }),
    };
  },
  renew: (kind, serial, certificate) => renew(programs, kind, serial, certificate),
});
