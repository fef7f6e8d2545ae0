import { createHash } from 'node:crypto';
import { type EvidenceFile, evidenceBundle, evidenceFile } from '../../ceremonies/evidence/bundle.ts';
import { drawQr } from '../paper/qr.ts';
import { closeSheet, ink, localTime, openSheet, page } from '../paper/sheet.ts';
import { flowOn, numberPages } from './flow.ts';
import { approvalRows, consentRows, grouped, logRows, materialRows, proofRows, whatRows } from './tell.ts';

const qrSide = 72;

/** SHA-256 of the bytes that the portal signed, in hex: what names an evidence, whichever copy of it. */
export const bundleHash = ({ evidence }: EvidenceFile): string =>
  createHash('sha256').update(Buffer.from(evidence.payload, 'base64url')).digest('hex');

/**
 * 重置凭证 for people: what the file says, with the file itself attached. The same file is the same bytes, so that its verifier can draw the
 * pages again and see that no word on them was changed. @returns a PDF of A4 pages.
 */
export function drawEvidence(text: string): Promise<Buffer> {
  const file = evidenceFile.parse(JSON.parse(text));
  const bundle = evidenceBundle.parse(JSON.parse(Buffer.from(file.evidence.payload, 'base64url').toString()));
  const hash = bundleHash(file);
  const now = new Date(bundle.completedAt);
  const sheet = openSheet({ title: `重置凭证 ${bundle.order}`, author: bundle.ca, now, isPlain: true });
  sheet.file(Buffer.from(text), {
    name: `${bundle.order}.json`,
    type: 'application/json',
    description: '重置凭证',
    creationDate: now,
    modifiedDate: now,
  });
  sheet.font('regular').fontSize(11).fillColor(ink.quiet);
  sheet.text(bundle.ca, page.left, page.top, { lineBreak: false });
  sheet.font('bold').fontSize(22).fillColor(ink.text);
  sheet.text('重置凭证', page.left, page.top + 20, { lineBreak: false });
  drawQr(sheet, hash, { x: page.width - page.right - qrSide, y: page.top - 8, side: qrSide });
  sheet.fillColor(ink.text);

  const flow = flowOn(sheet, page.top + 84);
  flow.text(
    `${bundle.ca}应${bundle.subscriber}的申请，于${localTime(now)}（北京时间）完成了KEY ${bundle.ukey.serial} 的密码重置。本凭证记录由谁、凭哪些材料、经谁批准、以什么方式完成，并附KEY自己的签名为证。`,
  );
  flow.section('办理事项');
  flow.facts(whatRows(bundle));
  flow.section('同意');
  flow.facts(consentRows(bundle));
  flow.section('材料');
  flow.facts(materialRows(bundle));
  flow.section('批准');
  flow.facts(approvalRows(bundle));
  flow.section('重置与证明');
  flow.facts(proofRows(bundle));
  flow.section('审计日志');
  flow.facts(logRows(file, bundle));
  flow.section('如何校验');
  flow.facts([
    ['凭证哈希', `SHA-256 ${grouped(hash)}\n与首页二维码内容相同`],
    ['所需', '本文件，以及从本机构另行取得的门户公钥、审计公钥和CA证书；不需要联网'],
    ['命令', 'npm run server -- evidence verify 本文件 --key portal.pub --key audit.vkey --issuer ca.crt'],
    [
      '附件',
      '本PDF内附有同一凭证的JSON文件，签名与证明都在其中。校验时会重新绘制本文件并逐字节比对，页面文字被改动即不通过。',
    ],
  ]);
  numberPages(sheet, `${bundle.order}　${hash.slice(0, 16)}`);
  return closeSheet(sheet);
}
