import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What the person chose at install so that he knows our dialogs: no page ever gets it. */
export interface Personal {
  readonly phrase?: string;
  /** Path of the picture's own copy. */
  readonly image?: string;
}

export class PersonalFault extends Error {
  override name = 'PersonalFault';
  readonly code: 'phrase' | 'image';
  constructor(code: PersonalFault['code']) {
    super(code);
    this.code = code;
  }
}

const IMAGE_BYTES_MAX = 1024 * 1024;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const BMP = Buffer.from('BM', 'latin1');
const shape = z.strictObject({
  phrase: z.string().min(4).max(160),
  image: z.enum(['image.png', 'image.bmp']).nullable(),
});
const folderOf = (dataDir: string): string => join(dataDir, 'prompt');

/** Nothing, rather than a fault, for a file that is missing, damaged or readable by others: a phrase that others know is none. */
export function loadPersonal(dataDir: string): Personal {
  const file = join(folderOf(dataDir), 'personal.json');
  try {
    const { mode, size } = statSync(file);
    if (size > 4096 || (process.platform !== 'win32' && (mode & 0o077) !== 0)) return {};
    const { phrase, image } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return { phrase, ...(image === null ? {} : { image: join(folderOf(dataDir), image) }) };
  } catch {
    return {};
  }
}

/**
 * Keeps phrase and picture in the person's own folder, 0600 in 0700.
 * @param imageFile is copied, not referred to. @throws {PersonalFault}; the system's error for a folder that cannot be written.
 */
export function savePersonal(dataDir: string, phrase: string, imageFile?: string): Personal {
  const chosen = phrase.normalize('NFC').trim();
  const length = Array.from(chosen).length;
  // Six digits alone would be a PIN, written where PINs never are.
  if (length < 4 || length > 40 || /[\p{C}\p{Zl}\p{Zp}]/u.test(chosen) || /^[\x21-\x7e]{4,16}$/.test(chosen))
    throw new PersonalFault('phrase');
  const image = imageFile === undefined ? undefined : readImage(imageFile);
  const folder = folderOf(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform !== 'win32') chmodSync(folder, 0o700);
  if (image !== undefined) write(folder, image.name, image.bytes);
  write(folder, 'personal.json', JSON.stringify({ phrase: chosen, image: image?.name ?? null }));
  return loadPersonal(dataDir);
}

function readImage(path: string): { name: 'image.png' | 'image.bmp'; bytes: Buffer } {
  let bytes: Buffer;
  try {
    if (statSync(path).size > IMAGE_BYTES_MAX) throw new PersonalFault('image');
    bytes = readFileSync(path);
  } catch {
    throw new PersonalFault('image');
  }
  if (bytes.subarray(0, PNG.length).equals(PNG)) return { name: 'image.png', bytes };
  if (bytes.subarray(0, BMP.length).equals(BMP)) return { name: 'image.bmp', bytes };
  throw new PersonalFault('image');
}

function write(folder: string, name: string, content: string | Buffer): void {
  const scratch = join(folder, `${name}.${process.pid}.tmp`);
  writeFileSync(scratch, content, { mode: 0o600 });
  renameSync(scratch, join(folder, name));
}
