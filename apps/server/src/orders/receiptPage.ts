import { drawFacts } from './paper/facts.ts';
import { drawQr } from './paper/qr.ts';
import { closeSheet, ink, localTime, openSheet, page, textWidth, yuan } from './paper/sheet.ts';

export interface ReceiptFacts {
  readonly number: string;
  readonly customerName: string;
  readonly representativeName: string;
  readonly ukeySerial: string;
  readonly certificateSerial: string;
  readonly feeFen: number;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  readonly completedAt: Date | null;
  /** By which method the UKey was reset, and where the new PIN was typed, in words. */
  readonly method: string | null;
  readonly prompt: string | undefined;
  readonly caName: string;
  readonly productName: string;
  readonly hotline: string;
  readonly now: Date;
}

const qrSide = 64;

/** 办理回执 of a completed order. @returns a PDF of one A4 page. */
export function drawReceipt(facts: ReceiptFacts): Promise<Buffer> {
  const sheet = openSheet({ title: `办理回执 ${facts.number}`, author: facts.caName, now: facts.now });
  sheet
    .font('regular')
    .fontSize(11)
    .fillColor(ink.quiet)
    .text(facts.productName, page.left, page.top, { lineBreak: false });
  sheet
    .font('bold')
    .fontSize(22)
    .fillColor(ink.text)
    .text('办理回执', page.left, page.top + 20, { lineBreak: false });
  drawQr(sheet, facts.number, { x: page.width - page.right - qrSide, y: page.top - 4, side: qrSide });
  const below = drawFacts(
    sheet,
    [
      ['订单号', facts.number],
      ['办理事项', 'CA密码重置'],
      ['客户名称', facts.customerName],
      ['经办人', facts.representativeName],
      ['KEY序列号', facts.ukeySerial],
      ['证书序列号', facts.certificateSerial],
      ['费用', facts.feeFen > 0 ? yuan(facts.feeFen) : '免费'],
      ['提交时间', localTime(facts.createdAt)],
      ...(facts.paidAt ? [['支付确认时间', localTime(facts.paidAt)] as const] : []),
      ['完成时间', localTime(facts.completedAt)],
      ...(facts.method ? [['重置方式', facts.method] as const] : []),
      ...(facts.prompt ? [['新密码的输入处', facts.prompt] as const] : []),
      ['办理结果', 'CA密码已重置，证书与密钥保持不变。'],
    ],
    page.top + 84,
  );
  sheet.font('regular').fontSize(9.5).fillColor(ink.quiet);
  const notes = '本回执不是发票。本次重置的密码学证明请在订单详情中下载“重置凭证”，可脱机验证。';
  sheet.text(notes, page.left, below + 16, { width: textWidth, lineGap: 5 });
  sheet.text(`${facts.caName}　客服热线 ${facts.hotline}`, page.left, sheet.y + 2, { width: textWidth, lineGap: 5 });
  sheet.text(`开具时间 ${localTime(facts.now)}（北京时间）`, page.left, sheet.y + 2, { width: textWidth });
  return closeSheet(sheet);
}
