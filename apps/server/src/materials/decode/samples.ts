import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString, rgb } from 'pdf-lib';
import sharp from 'sharp';

/** Files that tests upload: honest ones, and one for each attack that the decoder must refuse. */

export const photo = (width = 1200, height = 800): Promise<Buffer> =>
  picture(width, height)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'secret-of-the-camera' }, IFD3: { GPSLatitude: '31/1 14/1 0/1' } })
    .toBuffer();

export const scan = (width = 600, height = 400): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#dde6f0' } })
    .png()
    .toBuffer();

/** Grain does not compress: as a PNG it is several times the size of the photo. */
export const grainyScan = (width: number, height: number): Promise<Buffer> => picture(width, height).png().toBuffer();

const picture = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#dde6f0', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });

/** A photo taken sideways: 300 wide and 200 high when it stands upright. */
export const sidewaysPhoto = async (): Promise<Buffer> =>
  sharp(await picture(200, 300).jpeg().toBuffer())
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

export const truncatedPhoto = async (): Promise<Buffer> => {
  const whole = await photo();
  return whole.subarray(0, Math.floor(whole.length / 2));
};

export const photoWithTail = async (): Promise<Buffer> =>
  Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]);

/** A valid, tiny PNG that would decode to `width` × `height` pixels of one bit. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

export const svg = (): Buffer =>
  Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

export const program = (): Buffer => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 0x90)]);

/** A document of red pages; `size` in points. */
export const pdf = async (pages = 1, size: [number, number] = [595, 842]): Promise<Buffer> =>
  save(await document(pages, size));

export async function pdfWithScript(): Promise<Buffer> {
  const made = await document(1);
  made.addJavaScript('hello', 'app.alert("hello")');
  return save(made);
}
export async function pdfWithAttachment(): Promise<Buffer> {
  const made = await document(1);
  await made.attach(Buffer.from('MZ'), 'a.exe', { mimeType: 'application/octet-stream' });
  return save(made);
}
/** An action that runs a program, its key written as `/#4caunch`: another spelling of the same name. */
export async function pdfWithLaunch(): Promise<Buffer> {
  const made = await document(1);
  const action = made.context.obj({ S: PDFName.of('#4caunch'), F: PDFString.of('cmd.exe') });
  made.catalog.set(PDFName.of('OpenAction'), made.context.register(action));
  return save(made);
}
export async function pdfWithForm(): Promise<Buffer> {
  const made = await document(1);
  made.catalog.set(PDFName.of('AcroForm'), made.context.obj({ Fields: [], XFA: PDFString.of('<xdp/>') }));
  return save(made);
}
/** A PDF that says it is encrypted with an owner password only: every reader opens it. */
export async function encryptedPdf(): Promise<Buffer> {
  const plain = (await save(await document(1), false)).toString('latin1');
  const security =
    '<< /Filter /Standard /V 1 /R 2 /O <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> /U <28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A> /P -4 >>';
  return Buffer.from(plain.replace(/trailer\s*<</, `trailer\n<< /Encrypt ${security} /ID [<00><00>]`), 'latin1');
}

async function document(pages: number, size: [number, number] = [595, 842]): Promise<PDFDocument> {
  const made = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1)
    made
      .addPage(size)
      .drawRectangle({ x: 50, y: 50, width: size[0] - 100, height: size[1] - 100, color: rgb(1, 0, 0) });
  return made;
}
const save = async (made: PDFDocument, useObjectStreams = true): Promise<Buffer> =>
  Buffer.from(await made.save({ useObjectStreams }));
