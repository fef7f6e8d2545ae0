import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { EvidenceFault } from './fault.ts';

const name = PDFName.of;

export const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

/** The one attachment of an evidence PDF, whose size the caller has bounded. @throws EvidenceFault when there is none, or more than one. */
export async function attachmentIn(pdf: Uint8Array): Promise<string> {
  const none = new EvidenceFault('PDF中没有重置凭证附件', 'The PDF holds no evidence as its one attachment');
  try {
    const document = await PDFDocument.load(pdf, { updateMetadata: false });
    const names = document.catalog.lookup(name('Names'), PDFDict).lookup(name('EmbeddedFiles'), PDFDict);
    const pairs = names.lookup(name('Names'), PDFArray);
    if (pairs.size() !== 2) throw none;
    const stream = pairs.lookup(1, PDFDict).lookup(name('EF'), PDFDict).lookup(name('F'));
    if (!(stream instanceof PDFRawStream)) throw none;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decodePDFRawStream(stream).decode());
  } catch {
    throw none;
  }
}
