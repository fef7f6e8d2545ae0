/** Ways to pay that have a gateway. Bank transfer (对公转账) has none: finance is its gateway. */
export const gatewayNames = ['wechat', 'alipay'] as const;
export type GatewayName = (typeof gatewayNames)[number];

/** One try to pay: what the gateway is told. `number` is its out_trade_no, 6 to 32 of `[A-Za-z0-9_]`, and never used for another amount or subject. */
export interface Asked {
  readonly number: string;
  readonly amountFen: number;
  readonly subject: string;
  /** The number of its order, to whose page the gateway's own leads back. */
  readonly order: string;
  readonly expiresAt: Date;
}

/** What the customer needs for paying: a QR to be drawn in our page, or the gateway's own page. */
export type Offer =
  | { readonly kind: 'qr'; readonly text: string; readonly validUntil: Date }
  | { readonly kind: 'page'; readonly url: string; readonly validUntil: Date };

/** What the gateway says of a try, proven by its signature. `absent`: the gateway has no such trade (yet). */
export interface TradeFact {
  readonly number: string;
  readonly state: 'open' | 'paid' | 'closed' | 'absent';
  /** Of `paid` only, integer fen. */
  readonly amountFen?: number;
  /** The gateway's own number of the money: WeChat's transaction_id, Alipay's trade_no. */
  readonly reference?: string;
  readonly paidAt?: Date;
}

export interface RefundAsked {
  /** Our number of the refund (out_refund_no, out_request_no): the same asked again is the same refund. */
  readonly refund: string;
  readonly number: string;
  readonly amountFen: number;
  readonly totalFen: number;
  readonly reason: string;
}
/** `absent`: the gateway knows of no such refund; asking again under the same number is safe. */
export interface RefundFact {
  readonly refund: string;
  readonly state: 'processing' | 'done' | 'abnormal' | 'closed' | 'absent';
  readonly amountFen?: number;
  readonly reference?: string;
}

/** How the gateway is to be answered over HTTP. */
export interface Reply {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string;
}
export type Heard =
  /** `key`: the same for every repetition of one notification. */
  | { readonly is: 'trade'; readonly key: string; readonly fact: TradeFact; readonly thanks: Reply }
  | { readonly is: 'refund'; readonly key: string; readonly fact: RefundFact; readonly thanks: Reply }
  /** Signed by the gateway, but nothing that concerns us: thanked and forgotten. */
  | { readonly is: 'other'; readonly key: string; readonly thanks: Reply }
  /** Not proven, or not ours. `isProbe`: the gateway's own test of our check, no attack. */
  | { readonly is: 'refused'; readonly why: string; readonly isProbe: boolean; readonly reply: Reply };

/** One line of a day's bill. Money in: `paid` positive; money out: `refunded`, also positive. */
export interface BillLine {
  readonly kind: 'paid' | 'refunded';
  readonly number: string;
  readonly reference: string;
  /** Of `refunded`: our number of the refund. */
  readonly refund?: string;
  readonly amountFen: number;
  readonly at: Date;
}

/** The gateway could not be asked, or did not prove its answer: nothing is known, and asking again is right. `isLimit`: it asks for a pause. */
export class GatewayFault extends Error {
  override name = 'GatewayFault';
  readonly code: string;
  readonly isLimit: boolean;
  /** @param code the gateway's own error code, or `unreachable`, `time_out`, `not_proven`, `malformed`: never data of a person. */
  constructor(code: string, isLimit = false) {
    super(`the gateway said ${code}`);
    this.code = code;
    this.isLimit = isLimit;
  }
}
/** The gateway refuses for good: a person must look at the configuration, or at this trade. */
export class GatewayRefusal extends GatewayFault {
  override name = 'GatewayRefusal';
}

/**
 * A payment gateway. Every answer it gives is proven (signature, freshness, merchant, application) before it becomes a fact; amounts are integer fen.
 * All methods throw GatewayFault where nothing is known afterwards, GatewayRefusal where it refuses for good; each ends within 10 s.
 */
export interface Channel {
  readonly name: GatewayName;
  /** Makes the trade, or makes a new QR for the same one: idempotent for the same `number`, amount and times. */
  offer(asked: Asked, how: 'qr' | 'page'): Promise<Offer>;
  query(number: string): Promise<TradeFact>;
  /** `closed` also where the gateway never had it and can never take money for it; `absent` where a QR that was given out may still become a trade. */
  close(number: string): Promise<'closed' | 'paid' | 'absent'>;
  refund(asked: RefundAsked): Promise<RefundFact>;
  queryRefund(refund: string, number: string): Promise<RefundFact>;
  /** Judges one notification by its raw bytes. Never throws. */
  hear(headers: Readonly<Record<string, string | readonly string[] | undefined>>, raw: Buffer): Heard;
  /** The bill of one day in Asia/Shanghai (`2026-11-22`), as a stream: a day may have very many lines. @throws GatewayFault code `bill_not_ready` before it is made (10:00 next day). */
  bill(day: string): AsyncIterable<BillLine>;
}
