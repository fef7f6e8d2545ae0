import { drawLetter } from '../../drafts/letterPage.ts';
import { drawQr } from '../../orders/paper/qr.ts';
import { type Bitmap, press, rasterise } from './bitmap.ts';
import type { Random } from './random.ts';
import { drawSeal, sealPaper } from './seal.ts';
import { type Canvas, scanOf } from './sheet.ts';
import type { Subject } from './subject.ts';

export const paperKinds = ['business_license', 'id_card', 'id_card_front', 'id_card_back', 'authorization'] as const;
export type PaperKind = (typeof paperKinds)[number];
export interface PaperOptions {
  readonly hasSeal: boolean;
  /** How much ink the company's seal has, 0 to 1. */
  readonly ink?: number;
  /** Whose seal it is, where it is not the company's. */
  readonly sealOf?: string;
  /** The seal lies over the name instead of beside it. */
  readonly isSealOverName?: boolean;
}

const dpi = 200;
const pixels = (points: number) => Math.round((points * dpi) / 72);

/** A flat, upright scan of one paper at 200 dpi. */
export async function drawPaper(r: Random, kind: PaperKind, subject: Subject, options: PaperOptions): Promise<Bitmap> {
  if (kind === 'business_license') return drawLicence(r, subject, options);
  if (kind === 'authorization') return drawAuthorization(r, subject, options);
  return drawIdCards(subject, kind === 'id_card' ? ['front', 'back'] : [kind === 'id_card_front' ? 'front' : 'back']);
}

async function stamp(r: Random, page: Bitmap, name: string, at: { x: number; y: number }, ink = 0.85): Promise<Bitmap> {
  const seal = await drawSeal(name, { dpi, turn: r.between(-25, 25), number: `9901010${r.whole(100000, 999999)}` });
  return press(page, seal, { x: pixels(at.x - sealPaper / 2), y: pixels(at.y - sealPaper / 2) }, ink);
}

async function drawLicence(r: Random, s: Subject, options: PaperOptions): Promise<Bitmap> {
  const page = await scanOf([842, 595], dpi, (canvas) => {
    canvas.rect(28, 28, 786, 539).lineWidth(6).strokeColor('#b9a26a').stroke();
    canvas.rect(40, 40, 762, 515).lineWidth(1).strokeColor('#b9a26a').stroke();
    canvas.font('bold').fontSize(46).text('营业执照', 0, 92, { width: 842, align: 'center', characterSpacing: 10 });
    canvas.font('regular').fontSize(15).text('（副　本）', 0, 158, { width: 842, align: 'center' });
    canvas.fontSize(13).text('统一社会信用代码', 80, 96).font('bold').fontSize(15).text(s.uscc, 80, 116);
    drawQr(canvas, `http://www.gsxt.example/index.html?uniscid=${s.uscc}`, { x: 690, y: 84, side: 76 });
    canvas.fillColor('#1a1a1a');
    drawRows(
      canvas,
      92,
      205,
      [
        ['名　　称', s.company],
        ['类　　型', '有限责任公司（自然人投资或控股）'],
        ['法定代表人', s.legalPerson],
        [
          '经营范围',
          '技术开发、技术咨询、技术服务；销售机械设备、电子产品、建筑材料。（依法须经批准的项目，经相关部门批准后方可开展经营活动）',
        ],
      ],
      290,
    );
    drawRows(
      canvas,
      470,
      205,
      [
        ['注册资本', '伍佰万元整'],
        ['成立日期', s.founded],
        ['营业期限', `${s.founded}至${s.licenceUntil}`],
        ['住　　所', s.address],
      ],
      250,
    );
    canvas.font('regular').fontSize(15).text('登记机关', 520, 430);
    canvas.fontSize(12).text(s.founded, 600, 520);
  });
  const registered = await stamp(r, page, '云川市新城区市场监督管理局', { x: 660, y: 460 });
  if (!options.hasSeal) return registered;
  const at = options.isSealOverName ? { x: 250, y: 215 } : { x: 250 + r.between(-40, 60), y: 470 + r.between(-20, 10) };
  return stamp(r, registered, options.sealOf ?? s.company, at, options.ink);
}

function drawRows(
  canvas: Canvas,
  x: number,
  top: number,
  rows: readonly (readonly [string, string])[],
  width: number,
): void {
  let y = top;
  for (const [label, value] of rows) {
    canvas.font('bold').fontSize(13).fillColor('#8a6d2f').text(label, x, y, { lineBreak: false });
    canvas
      .font('regular')
      .fontSize(13)
      .fillColor('#1a1a1a')
      .text(value, x + 84, y, { width: width - 20 });
    y = Math.max(y + 34, canvas.y + 14);
  }
}

/** 85.6 × 54 mm on A4, as an office copier lays both sides on one page. */
const card = { width: 242.6, height: 153 };

const drawIdCards = (s: Subject, sides: readonly ('front' | 'back')[]): Promise<Bitmap> =>
  scanOf([595, 842], dpi, (canvas) => {
    for (const [index, side] of sides.entries()) {
      canvas.save().translate(176, 140 + index * 260);
      canvas.roundedRect(0, 0, card.width, card.height, 8).fillAndStroke('#eaf1f4', '#9fb4bd');
      for (let line = 0; line < 12; line += 1)
        canvas.moveTo(6, 10 + line * 12).bezierCurveTo(80, line * 12, 160, 22 + line * 12, 236, 10 + line * 12);
      canvas.lineWidth(0.4).strokeColor('#c3d9df').stroke();
      if (side === 'front') drawFront(canvas, s);
      else drawBack(canvas, s);
      canvas.restore();
    }
  });

function drawFront(canvas: Canvas, s: Subject): void {
  const label = (text: string, x: number, y: number) =>
    canvas.font('regular').fontSize(7).fillColor('#3f7fa6').text(text, x, y, { lineBreak: false });
  const value = (text: string, x: number, y: number, width = 120) =>
    canvas.font('regular').fontSize(9).fillColor('#111111').text(text, x, y, { width });
  const born = s.idNumber.slice(6, 14);
  label('姓名', 16, 16);
  value(s.person, 44, 14);
  label('性别', 16, 36);
  value(s.sex, 44, 34, 20);
  label('民族', 74, 36);
  value('汉', 100, 34, 20);
  label('出生', 16, 55);
  value(`${born.slice(0, 4)}年${Number(born.slice(4, 6))}月${Number(born.slice(6))}日`, 44, 53);
  label('住址', 16, 75);
  value(s.address, 44, 73, 105);
  canvas.roundedRect(164, 20, 62, 78, 6).fill('#b7bfc6');
  canvas.circle(195, 50, 15).fill('#8b8f94').roundedRect(174, 68, 42, 30, 10).fill('#6f7880');
  label('公民身份号码', 16, 124);
  canvas
    .font('bold')
    .fontSize(11)
    .fillColor('#111111')
    .text(s.idNumber, 80, 119, { characterSpacing: 1.2, lineBreak: false });
}

function drawBack(canvas: Canvas, s: Subject): void {
  canvas.circle(44, 42, 22).fill('#c22027').circle(44, 42, 15).fill('#e0b64a');
  canvas
    .font('bold')
    .fontSize(13)
    .fillColor('#111111')
    .text('中华人民共和国', 84, 22, { characterSpacing: 3, lineBreak: false });
  canvas.fontSize(17).text('居民身份证', 84, 46, { characterSpacing: 8, lineBreak: false });
  canvas.font('regular').fontSize(7).fillColor('#3f7fa6').text('签发机关', 52, 104, { lineBreak: false });
  canvas.text('有效期限', 52, 126, { lineBreak: false });
  canvas.fontSize(9).fillColor('#111111').text('云川市公安局新城分局', 92, 102, { lineBreak: false });
  canvas.text(`${s.idFrom}-${s.idUntil}`, 92, 124, { lineBreak: false });
}

/** Our own prefilled letter, printed and pressed. */
async function drawAuthorization(r: Random, s: Subject, options: PaperOptions): Promise<Bitmap> {
  const pdf = await drawLetter({
    reference: s.reference,
    caName: '演示认证中心',
    hotline: '400-000-0000',
    form: {
      customerName: s.company,
      representativeName: s.person,
      representativeIdNumber: s.idNumber,
      representativeMobile: '13800000000',
      email: '',
      deadline: '',
      hasIdCardConsent: true,
    },
    ukey: {
      claimedSerial: s.ukey,
      label: '',
      certificateSerial: s.reference.replaceAll('-', '').toUpperCase(),
      subscriber: s.company,
      issuer: '',
      algorithm: 'sm2',
      notBefore: '2025-01-01T00:00:00.000Z',
      notAfter: '2027-01-01T00:00:00.000Z',
      fingerprint: '00',
      userTriesLeft: 0,
      userTriesMax: 6,
      adminTriesLeft: 6,
      isLocked: true,
      verdict: 'fine',
    },
    now: new Date(0),
  });
  const page = await rasterise(pdf, dpi);
  if (!options.hasSeal) return page;
  const at = options.isSealOverName ? { x: 250, y: 215 } : { x: 431 + r.between(-25, 25), y: 671 + r.between(-20, 20) };
  return stamp(r, page, options.sealOf ?? s.company, at, options.ink);
}
