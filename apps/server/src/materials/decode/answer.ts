import type { RefusalCode } from '@jiesuo/contract';

export type DecodeRefusal = Extract<RefusalCode, `material_${string}`>;
export type MediaType = 'image/jpeg' | 'image/png' | 'application/pdf';

/** What is kept of an upload: the re-encoded image, or the checked PDF as it came; and each page as a JPEG. */
export interface Decoded {
  readonly mediaType: MediaType;
  readonly kept: Buffer;
  readonly pages: readonly Buffer[];
}

export class DecodeFault extends Error {
  readonly code: DecodeRefusal;
  constructor(code: DecodeRefusal, inside: string) {
    super(inside);
    this.name = 'DecodeFault';
    this.code = code;
  }
}

/** What the child says to its parent. */
export type Answer = { readonly decoded: Decoded } | { readonly refused: DecodeRefusal; readonly inside: string };
