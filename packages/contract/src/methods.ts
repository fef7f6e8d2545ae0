import { type Method, methods, type PinPrompt } from '@jiesuo/ceremony/messages';
import type { Order } from './shapes.ts';

export { type Method, methods };

/** Short, for lists; `methodWords` says what it means for the admin secret. */
export const methodNames: Record<Method, { zh: string; en: string }> = {
  gmt0017: { zh: '一次性临时密码', en: 'One-time PIN' },
  challenge_response: { zh: '挑战应答', en: 'Challenge and response' },
  trusted_bridge: { zh: '可信助手模式', en: 'Trusted-bridge mode' },
};
export const methodWords: Record<Method, { zh: string; en: string }> = {
  gmt0017: { zh: '一次性临时密码（管理员密码不离开服务器）', en: 'One-time PIN (the admin PIN stays on the server)' },
  challenge_response: {
    zh: '挑战应答（管理密钥不离开服务器）',
    en: 'Challenge and response (the admin key stays on the server)',
  },
  trusted_bridge: {
    zh: '可信助手模式（管理员密码发往客户电脑）',
    en: "Trusted-bridge mode (the admin secret goes to the customer's computer)",
  },
};

const promptNames: Record<PinPrompt, { zh: string; en: string }> = {
  window: { zh: '证书助手的窗口', en: "the bridge's window" },
  native: { zh: '系统对话框', en: 'a dialog of the system' },
};
/** Where the new PIN had to be typed, and where it was: `used` is the bridge's word, null where it gave none. A bridge may insist on its dialog where the window would do. */
export function promptWords({ demanded, used }: { demanded: PinPrompt; used: PinPrompt | null }): {
  zh: string;
  en: string;
} {
  const allowed = {
    window: { zh: '证书助手的窗口或系统对话框', en: "the bridge's window or a dialog of the system" },
    native: { zh: '只能在系统对话框', en: 'a dialog of the system only' },
  }[demanded];
  const was = used === null ? { zh: '没有记录', en: 'not told' } : promptNames[used];
  return { zh: `${was.zh}（CA的要求：${allowed.zh}）`, en: `${was.en} (demanded by the CA: ${allowed.en})` };
}

/** What the key custodian must know before he decides, and everybody afterwards. */
export const trustedBridgeWarning = {
  zh: '可信助手模式：管理员密码会加密发送到客户电脑一次，使用后立即更换。运行证书助手的人能够读到它，也能读到更换后的密码；这个KEY此后会标记为“管理员密码已暴露”，须到网点更新。',
  en: "Trusted-bridge mode: the admin secret is sent to the customer's computer once, sealed, and replaced at once. Whoever runs the bridge there can read it, and its successor; the UKey is marked “admin secret exposed” until it is renewed at a counter.",
} as const;

/** `not_needed`: the model's record alone suffices. */
export const custodyStates = ['not_needed', 'waiting', 'granted', 'refused'] as const;
export type CustodyState = (typeof custodyStates)[number];

/** Whether the customer's own step is next; while the key custodian is awaited, or has refused, there is nothing that he could do. */
export const isResetOpen = ({
  reset,
  status,
  safety,
}: Pick<Order, 'reset' | 'status'> & Partial<Pick<Order, 'safety'>>): boolean =>
  status === 'awaiting_reset' &&
  reset.custody !== 'waiting' &&
  reset.custody !== 'refused' &&
  !safety?.isStopped &&
  !safety?.resetFrom;

/** What the customer is told about how this order's UKey is reset; undefined where there is nothing to know. */
export function resetNotice({
  reset,
  status,
}: Pick<Order, 'reset' | 'status'>): { zh: string; en: string } | undefined {
  const isAhead = status === 'awaiting_reset';
  if (isAhead && reset.custody === 'waiting')
    return {
      zh: '审核已通过，但这个KEY的重置还需要密钥管理员批准。批准后会有短信通知您，届时即可开始。',
      en: 'The review is passed, but the reset of this UKey still needs the approval of the key custodian. An SMS will tell you when it can begin.',
    };
  if (isAhead && reset.custody === 'refused')
    return {
      zh: '密钥管理员没有批准在线重置这个KEY。请联系客服，办理线下处理或退款。',
      en: 'The key custodian did not approve a remote reset of this UKey. Please contact support for a reset at a counter or a refund.',
    };
  if (reset.method !== 'trusted_bridge') return undefined;
  if (isAhead)
    return {
      zh: '这个KEY以“可信助手模式”重置：它的管理员密码会加密发送到您电脑上的证书助手，用后即换。新密码仍只留在您的电脑上。',
      en: 'This UKey is reset in trusted-bridge mode: its admin secret is sent, sealed, to the bridge on your computer, and replaced after use. Your new PIN still stays on your computer.',
    };
  if (status !== 'completed') return undefined;
  return {
    zh: '这个KEY以“可信助手模式”重置：它的管理员密码曾加密发送到您的电脑。再次在线重置以前，请到服务网点更新管理员密码。',
    en: 'This UKey was reset in trusted-bridge mode: its admin secret was sent, sealed, to your computer. Before it can be reset online again, please have it renewed at a counter.',
  };
}
