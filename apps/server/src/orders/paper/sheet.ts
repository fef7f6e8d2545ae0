import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

export type Sheet = PDFKit.PDFDocument;

/** A4 in points, with its margins. */
export const page = { width: 595.28, height: 841.89, left: 72, right: 72, top: 72, bottom: 72 } as const;
export const textWidth = page.width - page.left - page.right;
export const ink = { text: '#1f1f1f', quiet: '#595959', line: '#bfbfbf' } as const;

const require = createRequire(import.meta.url);
const font = (weight: string) => require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}`);

interface SheetStart {
  readonly title: string;
  readonly author: string;
  readonly now: Date;
  /** Several pages, numbered at the end; nothing in it is packed, so that the same content is the same bytes with every zlib. */
  readonly isPlain?: boolean;
}

/** An empty A4 page with our own fonts: nothing is taken from the system. */
export function openSheet({ title, author, now, isPlain = false }: SheetStart): Sheet {
  const sheet = new PDFDocument({
    size: 'A4',
    margins: { top: page.top, bottom: 0, left: page.left, right: page.right },
    info: { Title: title, Author: author, CreationDate: now },
    lang: 'zh-CN',
    compress: !isPlain,
    // Attachments came with PDF 1.4.
    ...(isPlain && { pdfVersion: '1.7' as const }),
    bufferPages: isPlain,
    font: font('400Regular/NotoSansSC_400Regular.ttf'),
  });
  sheet.registerFont('regular', font('400Regular/NotoSansSC_400Regular.ttf'));
  sheet.registerFont('bold', font('700Bold/NotoSansSC_700Bold.ttf'));
  return sheet.font('regular').fillColor(ink.text);
}

/** Ends the document. @returns its bytes. */
export function closeSheet(sheet: Sheet): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    sheet.on('data', (part: Buffer) => parts.push(part));
    sheet.on('end', () => resolve(Buffer.concat(parts)));
    sheet.on('error', reject);
    sheet.end();
  });
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
  hourCycle: 'h23',
});

export const localTime = (at: Date | null): string => (at ? shanghai.format(at) : '—');
export const yuan = (fen: number): string => `¥ ${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
