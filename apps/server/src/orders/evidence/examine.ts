import { attachmentIn, isPdf } from '../../ceremonies/evidence/attachment.ts';
import type { Trust } from '../../ceremonies/evidence/checks/told.ts';
import { EvidenceFault } from '../../ceremonies/evidence/fault.ts';
import { type Examined, examineEvidence, type Item } from '../../ceremonies/evidence/verify.ts';
import { drawEvidence } from './draw.ts';

/** A file of either kind. Of a PDF the evidence inside is examined, and then whether its pages are what that evidence says, byte for byte. */
export async function examineFile(bytes: Buffer, trust: Trust): Promise<Examined> {
  if (!isPdf(bytes)) return examineEvidence(bytes.toString(), trust);
  let text: string;
  try {
    text = await attachmentIn(bytes);
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    return withPages({ items: [], bundle: undefined, isWhole: false }, fault);
  }
  const examined = examineEvidence(text, trust);
  if (examined.fault) return examined;
  if ((await drawEvidence(text)).equals(bytes)) return withPages(examined);
  return withPages(
    examined,
    new EvidenceFault(
      'PDF的页面不是由所附凭证绘制的原样，请只看所附的JSON文件（可用 pdfdetach -saveall 取出）',
      "The PDF's pages are not as they are drawn from the evidence inside: trust the attached JSON file alone (pdfdetach -saveall takes it out)",
    ),
  );
}

function withPages(examined: Omit<Examined, 'fault'>, fault?: EvidenceFault): Examined {
  const item: Item = fault
    ? { item: 'pages', mark: 'wrong', zh: fault.zh, en: fault.en }
    : {
        item: 'pages',
        mark: 'proven',
        zh: 'PDF的每一页都与所附凭证一致，逐字节相同',
        en: 'Every page of the PDF is as it is drawn from the evidence inside, byte for byte',
      };
  return { ...examined, items: [...examined.items, item], fault, isWhole: examined.isWhole && !fault };
}
