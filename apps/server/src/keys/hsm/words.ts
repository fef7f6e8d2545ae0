import { StartFault } from '../../startFault.ts';

/** What the child is asked, and what it answers; they travel over its IPC channel, Buffers whole. */
export type Ask =
  | { readonly ask: 'keys' }
  | { readonly ask: 'make' }
  | { readonly ask: 'wrap'; readonly key: string; readonly root: Uint8Array }
  | { readonly ask: 'unwrap'; readonly key: string; readonly wrapped: string };

export type Answer =
  | { readonly id: number; readonly value: readonly string[] | string | Uint8Array | undefined }
  | { readonly id: number; readonly fault: HsmFaultKind; readonly detail: string };

/**
 * `away`: no library, no token, no answer; it may come back. `pin`: the token refused the PIN; it is not tried again, for the token counts.
 * `weak`: the key can be taken out of the HSM. `changed`: the wrap was changed. `key`: the HSM will not make or use such a key.
 */
export type HsmFaultKind = 'away' | 'pin' | 'weak' | 'changed' | 'key';

const sentences: Record<HsmFaultKind, readonly [zh: string, en: string]> = {
  away: [
    '连接不上 HSM，或其中没有 VAULT_HSM_TOKEN 所指的令牌',
    'the HSM does not answer, or has no token VAULT_HSM_TOKEN',
  ],
  pin: ['HSM 不接受 VAULT_HSM_PIN_FILE 中的 PIN', 'the HSM does not take the PIN in VAULT_HSM_PIN_FILE'],
  weak: ['HSM 中的包裹密钥可以被导出，不能使用', 'the wrapping key can be taken out of the HSM; it is not used'],
  changed: ['数据库中的根密钥被改动过，HSM 打不开', 'the wrapped root key was changed: the HSM does not open it'],
  key: ['HSM 不能生成或使用这种密钥', 'the HSM does not make or use such a key'],
};

/** In a person's words; `detail` names the function and its code, never a PIN or a key. */
export class HsmFault extends StartFault {
  readonly kind: HsmFaultKind;
  readonly detail: string;
  constructor(kind: HsmFaultKind, detail: string) {
    const [zh, en] = sentences[kind];
    super(zh, `${en}: ${detail}`);
    this.kind = kind;
    this.detail = detail;
  }
}
