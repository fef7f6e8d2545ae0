import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFStream } from 'pdf-lib';
import { DecodeFault } from './answer.ts';

const pagesMax = 10;

/** Keys that make a PDF act, or carry other files (ISO 32000-2 §12.6, §7.11.4, §12.7.8). */
const activeKeys = new Set([
  'JavaScript',
  'JS',
  'AA',
  'XFA',
  'EmbeddedFiles',
  'EF',
  'AF',
  'RichMediaContent',
  'RichMediaSettings',
]);
const activeValues = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMedia',
  'RichMediaExecute',
  'EmbeddedFile',
  'FileAttachment',
  'Screen',
  '3D',
]);
const typeKeys = new Set(['S', 'Type', 'Subtype']);
/** Direct objects nest by hand-written syntax only; deeper than this is an attack on the stack. */
const depthMax = 60;

/**
 * Reads the PDF's structure before anything renders it: renderers open owner-encrypted files without a word.
 * @returns the number of pages.
 * @throws DecodeFault `material_encrypted`, `material_active`, `material_pages`, `material_broken`
 */
export async function checkStructure(bytes: Buffer): Promise<number> {
  const document = await parse(bytes);
  const { context } = document;
  if (context.trailerInfo.Encrypt)
    throw new DecodeFault('material_encrypted', 'the trailer names an encryption dictionary');
  for (const [, object] of context.enumerateIndirectObjects()) refuseActive(object, 0);
  const pages = countPages(document);
  if (pages < 1) throw new DecodeFault('material_broken', 'no pages');
  if (pages > pagesMax) throw new DecodeFault('material_pages', `${pages} pages`);
  return pages;
}

async function parse(bytes: Buffer): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { ignoreEncryption: true, throwOnInvalidObject: true, updateMetadata: false });
  } catch (error) {
    // Object streams of an encrypted file do not parse; say which of the two it is.
    if (bytes.includes('/Encrypt')) throw new DecodeFault('material_encrypted', String(error));
    throw new DecodeFault('material_broken', String(error));
  }
}

function countPages(document: PDFDocument): number {
  try {
    return document.getPageCount();
  } catch (error) {
    throw new DecodeFault('material_broken', String(error));
  }
}

function refuseActive(object: PDFObject, depth: number): void {
  if (depth > depthMax) throw new DecodeFault('material_broken', 'objects nested too deeply');
  if (object instanceof PDFStream) refuseActive(object.dict, depth + 1);
  else if (object instanceof PDFArray) for (const item of object.asArray()) refuseActive(item, depth + 1);
  else if (object instanceof PDFDict) {
    for (const [key, value] of object.entries()) {
      const name = key.decodeText();
      if (activeKeys.has(name)) throw new DecodeFault('material_active', name);
      // A destination (array) only says which page comes first; anything else is an action.
      if (name === 'OpenAction' && !(value instanceof PDFArray)) throw new DecodeFault('material_active', name);
      if (typeKeys.has(name) && value instanceof PDFName && activeValues.has(value.decodeText()))
        throw new DecodeFault('material_active', value.decodeText());
      refuseActive(value, depth + 1);
    }
  }
}
