import type { DraftForm, ReadUkey } from '@jiesuo/contract';
import { drawFacts } from '../orders/paper/facts.ts';
import { drawQr } from '../orders/paper/qr.ts';
import { closeSheet, ink, openSheet, page, type Sheet, textWidth } from '../orders/paper/sheet.ts';

export interface LetterFacts {
  readonly reference: string;
  readonly caName: string;
  readonly hotline: string;
  readonly form: DraftForm;
  readonly ukey: ReadUkey;
  readonly now: Date;
}

const body = { size: 11.5, lineGap: 7 };
/** A company seal is 40 to 45 mm across: the box holds it with room around. */
const sealBox = { width: 184, height: 150, bottom: 96 };
const qrSide = 74;

/** 单位授权书, ready to print and stamp. What was not typed yet stays empty, to be written by hand. @returns a PDF of one A4 page. */
export function drawLetter(facts: LetterFacts): Promise<Buffer> {
  const sheet = openSheet({ title: '单位授权书', author: facts.caName, now: facts.now });
  sheet
    .font('bold')
    .fontSize(24)
    .text('单位授权书', page.left, page.top, { width: textWidth, align: 'center', characterSpacing: 4 });
  sheet.font('regular').fontSize(body.size);
  sheet.text(`致：${facts.caName}`, page.left, page.top + 62, { lineGap: body.lineGap });
  paragraph(sheet, '我单位授权下列经办人，代表我单位办理在线CA密码重置，KEY与证书信息如下：', 6);
  const { form, ukey } = facts;
  const below = drawFacts(
    sheet,
    [
      ['客户名称', form.customerName],
      ['经办人', form.representativeName],
      ['身份证号', form.representativeIdNumber],
      ['手机号', form.representativeMobile],
      ['KEY序列号', ukey.claimedSerial],
      ['证书序列号', ukey.certificateSerial],
      ['发证机构', facts.caName],
    ],
    sheet.y + 6,
  );
  sheet.y = below + 14;
  paragraph(
    sheet,
    '我单位确认：所提交的申请材料真实、完整；经办人在本次办理中的行为即为我单位的行为，由我单位承担相应责任。',
    0,
  );
  paragraph(sheet, '本授权书仅用于办理上述KEY的CA密码重置，不作其他用途。', 0);
  drawSealBox(sheet);
  drawReference(sheet, facts);
  return closeSheet(sheet);
}

function paragraph(sheet: Sheet, text: string, gap: number): void {
  sheet.font('regular').fontSize(body.size).fillColor(ink.text);
  sheet.text(text, page.left, sheet.y + gap, { width: textWidth, lineGap: body.lineGap, indent: body.size * 2 });
}

/** Empty and away from every fact, so that the seal covers nothing that has to be read. */
function drawSealBox(sheet: Sheet): void {
  const x = page.width - page.right - sealBox.width;
  const y = page.height - sealBox.bottom - sealBox.height;
  sheet
    .rect(x, y, sealBox.width, sealBox.height)
    .lineWidth(0.75)
    .dash(4, { space: 3 })
    .strokeColor(ink.quiet)
    .stroke()
    .undash();
  sheet.font('regular').fontSize(10).fillColor(ink.quiet);
  sheet.text('盖章处（加盖单位公章）', x, y - 18, { width: sealBox.width, align: 'center', lineBreak: false });
  sheet.fontSize(body.size).fillColor(ink.text);
  sheet.text('日期：　　　　年　　　月　　　日', x, y + sealBox.height + 14, {
    width: sealBox.width,
    align: 'center',
    lineBreak: false,
  });
}

function drawReference(sheet: Sheet, { reference, hotline }: LetterFacts): void {
  const bottom = page.height - sealBox.bottom;
  const y = bottom - qrSide;
  drawQr(sheet, reference, { x: page.left, y, side: qrSide });
  sheet.font('regular').fontSize(9).fillColor(ink.quiet);
  const lines = ['打印后加盖公章，', '扫描或拍照上传。', '请勿遮挡二维码与文字。', `客服热线 ${hotline}`];
  sheet.text(lines.join('\n'), page.left + qrSide + 12, y, { width: 130, lineGap: 4 });
  sheet.fontSize(7.5).text(reference, page.left, bottom + 14, { lineBreak: false });
}
