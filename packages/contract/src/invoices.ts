/** `ordinary`: 普通发票. `special`: 专用发票, for a taxpayer who deducts the tax. */
export const invoiceKinds = ['ordinary', 'special'] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];
export const invoiceKindWords: Record<InvoiceKind, { zh: string; en: string }> = {
  ordinary: { zh: '电子普通发票', en: 'Ordinary e-invoice' },
  special: { zh: '电子专用发票', en: 'Special (VAT) e-invoice' },
};

/** Whom an invoice is made out to. */
export const invoiceHolders = ['organisation', 'person'] as const;
export type InvoiceHolder = (typeof invoiceHolders)[number];
export const invoiceHolderWords: Record<InvoiceHolder, { zh: string; en: string }> = {
  organisation: { zh: '单位', en: 'Organisation' },
  person: { zh: '个人', en: 'Person' },
};

/** `ended`: the money went back before the invoice was made. `red_due`: it is made and must be offset by a red-letter one (红字发票). */
export const invoiceStates = [
  'requested',
  'rejected',
  'issuing',
  'issued',
  'red_due',
  'red',
  'withdrawn',
  'ended',
] as const;
export type InvoiceState = (typeof invoiceStates)[number];
export const invoiceStateWords: Record<InvoiceState, { zh: string; en: string }> = {
  requested: { zh: '待开票', en: 'Requested' },
  rejected: { zh: '已退回', en: 'Sent back' },
  issuing: { zh: '开票中', en: 'Being issued' },
  issued: { zh: '已开票', en: 'Issued' },
  red_due: { zh: '待红冲', en: 'To be offset' },
  red: { zh: '已红冲', en: 'Offset' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  ended: { zh: '已终止', en: 'Ended' },
};

/** What moves a request for an invoice, by whom and between which states: the server refuses by it and the pages show their buttons by it. */
export const invoiceMoves = {
  amend: { from: ['rejected'], to: 'requested', by: ['customer'] },
  withdraw: { from: ['requested', 'rejected'], to: 'withdrawn', by: ['customer'] },
  export: { from: ['requested'], to: 'issuing', by: ['finance'] },
  reject: { from: ['requested', 'issuing'], to: 'rejected', by: ['finance'] },
  issue: { from: ['issuing'], to: 'issued', by: ['finance'] },
  /** The tax office had made it out while the money went back. */
  issueLate: { from: ['ended'], to: 'red_due', by: ['finance'] },
  end: { from: ['requested', 'rejected', 'issuing'], to: 'ended', by: ['refund'] },
  requireRed: { from: ['issued'], to: 'red_due', by: ['refund', 'finance'] },
  redLetter: { from: ['red_due'], to: 'red', by: ['finance'] },
} as const satisfies Record<
  string,
  { from: readonly InvoiceState[]; to: InvoiceState; by: readonly ('customer' | 'finance' | 'refund')[] }
>;
export type InvoiceMove = keyof typeof invoiceMoves;

export const mayMoveInvoice = (move: InvoiceMove, state: InvoiceState): boolean =>
  (invoiceMoves[move].from as readonly InvoiceState[]).includes(state);

/** In these states an order's request is over, and another may be made. */
export const invoiceEnds = ['withdrawn', 'ended', 'red'] as const satisfies readonly InvoiceState[];

/** The forms of an e-invoice's file. The XML is the original in law; PDF and OFD show it. */
export const invoiceForms = ['pdf', 'ofd', 'xml'] as const;
export type InvoiceForm = (typeof invoiceForms)[number];
