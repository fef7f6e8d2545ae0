import type * as zh from './zh.ts';

export const pay: typeof zh.pay = {
  title: 'Payment',
  lead: 'The review starts by itself once the payment is in. You may leave this page and come back to it at any time.',
  how: 'Way to pay',
  timeLeft: 'Time left to pay',
  qrLabel: (channel) => `QR code for ${channel}`,
  scan: (channel) => `Open ${channel} on your phone, choose Scan and scan this code.`,
  otherDevice: 'If you are on your phone now, open this page on another device and scan it from there.',
  qrValid: 'This code is valid for',
  openPage: "Open Alipay's own page in a new window",
  iPaid: 'I have paid',
  notYet:
    'The payment has not arrived yet. It usually takes a few seconds; this page updates by itself. Please do not pay twice.',
  silent: (channels) =>
    `${channels.join(' and ')} did not answer. Money that was paid is not lost; please try again shortly.`,
  paid: 'Payment received',
  paidLead: 'The order is in review now. Its page opens in a moment.',
  paidBefore: 'This order has been paid.',
  voucher: "The bank's voucher (optional)",
  voucherNote: 'It helps finance to find the transfer sooner. JPEG, PNG or PDF, at most 10 MB.',
  voucherThere: (time) => `Uploaded on ${time}; waiting for finance.`,
  refunds: 'Refunds',
  refundsLead: 'The money goes back the way it came; the payment provider decides how long it takes.',
  payee: 'Payee',
  bank: 'Bank',
  account: 'Account',
  amount: 'Amount',
  reference: 'Reference',
  referenceHint:
    'Please give this reference with the transfer so that it can be found quickly. The review starts when finance has confirmed it.',
  toOrder: 'View the order',
  notPayable: 'This order need not be paid right now.',
};
