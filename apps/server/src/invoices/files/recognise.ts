import type { InvoiceForm } from '@jiesuo/contract';
import { ArchiveFault, namesOf } from '../../archive/entries.ts';

export const mediaTypes: Readonly<Record<InvoiceForm, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  xml: 'application/xml',
};

/** An OFD holds a page's parts; one with more is none that anybody's invoice is. */
const ofdLimits = { entries: 2_000, entryBytes: 0, totalBytes: 0 };

/** What the bytes are, whatever their name says: `zip` for an archive that is no OFD itself. */
export async function recognise(bytes: Buffer): Promise<InvoiceForm | 'zip' | undefined> {
  const text = bytes.subarray(0, 1024).toString('latin1');
  // ISO 32000-1 §7.5.2, with what some tools write before it.
  if (text.includes('%PDF-')) return bytes.subarray(-2048).includes('%%EOF') ? 'pdf' : undefined;
  if (text.startsWith('PK\x03\x04')) return recogniseArchive(bytes);
  const start = text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  return start.startsWith('<?xml') && isPlainXml(bytes) ? 'xml' : undefined;
}

async function recogniseArchive(bytes: Buffer): Promise<'ofd' | 'zip' | undefined> {
  try {
    const names = await namesOf(bytes, ofdLimits);
    // GB/T 33190 §5.1: its entry lies at the archive's root.
    return names.includes('OFD.xml') ? 'ofd' : 'zip';
  } catch (fault) {
    if (!(fault instanceof ArchiveFault)) throw fault;
    return undefined;
  }
}

/** No entities of its own (CWE-776), and no page that a browser would run. */
const isPlainXml = (bytes: Buffer): boolean =>
  !/<!doctype|<!entity|<html|<script|<\?xml-stylesheet/i.test(bytes.toString('latin1'));
