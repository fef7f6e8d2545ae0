import type { OcrEngine, OcrLine } from '../engine/ocr.ts';
import { findCodes } from '../picture/codes.ts';
import { cutSides } from '../picture/edges.ts';
import { printOf } from '../picture/ink.ts';
import { type Box, type Grey, openPicture, type Picture, scaled, turned } from '../picture/picture.ts';
import { findSeals, type Seal } from '../picture/seals.ts';
import { sharpnessOf } from '../picture/sharpness.ts';
import { unrolled } from '../picture/unrolled.ts';
import { leaning } from '../picture/upright.ts';
import { factsOf } from './facts.ts';
import { placeBack } from './place.ts';
import type { PageReading } from './reading.ts';
import { compact, lookOf } from './words.ts';

/** Enough for the small print of an ID card on an A4 page; more only takes longer. */
const workSide = 2400;
const sealsMost = 4;
/** With fewer of a paper's words the page may stand on its head. */
const wordsSure = 3;
/** Upright pages were read with a belief of 63 to 88, the same on their heads with 6 to 13. */
const beliefLeast = 40;

/** Reads one page of a material: picture, codes, seals, words. @throws Error when the picture cannot be decoded or the engine failed */
export async function readPage(engine: OcrEngine, jpeg: Buffer, page: number): Promise<PageReading> {
  const picture = await openPicture(jpeg, workSide);
  const codes = await findCodes(picture);
  const seals = findSeals(picture).slice(0, sealsMost);
  const print = await printOf(picture);
  const quality = { sharpness: sharpnessOf(print) ?? null, cutSides: cutSides(print) };
  for (const { box } of codes) blank(print, box);
  const { lines, look, degrees, upright } = await readUpright(engine, print);
  const found = await factsOf(engine, upright, look, lines);
  return {
    page,
    look,
    facts: found.map(({ fact, text, line }) => ({ fact, text, box: placeBack(line, upright, print, degrees) })),
    // A card's emblem is no seal.
    seals: look.startsWith('id_card') ? [] : await lettersOf(engine, picture, seals),
    codes,
    ...quality,
    shortSide: Math.min(picture.width, picture.height),
  };
}

/** One after the other: an engine reads one picture at a time. */
async function lettersOf(engine: OcrEngine, picture: Picture, seals: readonly Seal[]): Promise<PageReading['seals']> {
  const read = [];
  for (const { box } of seals) {
    let text = '';
    // Begun in the middle of a letter, the line may be read as none at all: then once more from elsewhere.
    for (const from of [90, 200])
      text ||= (await engine.read(unrolled(picture, box, { from }), 'line')).map((line) => compact(line.text)).join('');
    read.push({ box, text });
  }
  return read;
}

interface Upright {
  readonly lines: readonly OcrLine[];
  readonly look: PageReading['look'];
  readonly words: number;
  readonly degrees: number;
  readonly upright: Grey;
}

/** Lines are laid by the rows of ink; which of the four ways is up, only the words can tell. */
async function readUpright(engine: OcrEngine, print: Grey): Promise<Upright> {
  const { quarter, degrees } = await leaning(print);
  let first = await readTurned(engine, print, quarter + degrees);
  if (first.words >= wordsSure) return first;
  const isOverturned = beliefIn(first.lines) < beliefLeast;
  if (isOverturned) {
    const over = await readTurned(engine, print, quarter + degrees + 180);
    if (over.words >= wordsSure) return over;
    if (over.words > first.words) first = over;
  }
  let best = { words: first.words, turn: 0 };
  for (const turn of isOverturned ? [90, 270] : [180, 90, 270]) {
    const small = await turned(await scaled(print, print.width >> 1, print.height >> 1), quarter + degrees + turn);
    const { words } = lookOf(await engine.read(small, 'page'));
    if (words > best.words) best = { words, turn };
    if (words >= wordsSure) break;
  }
  return best.turn === 0 ? first : readTurned(engine, print, quarter + degrees + best.turn);
}

/** How sure the engine is of what it read, 0 to 100, by the length of its lines. */
function beliefIn(lines: readonly OcrLine[]): number {
  const letters = lines.reduce((sum, { text }) => sum + text.length, 0);
  return letters === 0 ? 0 : lines.reduce((sum, { text, confidence }) => sum + confidence * text.length, 0) / letters;
}

async function readTurned(engine: OcrEngine, print: Grey, degrees: number): Promise<Upright> {
  const upright = await turned(print, degrees);
  const lines = await engine.read(upright, 'page');
  return { ...lookOf(lines), lines, degrees, upright };
}

/** A code holds no words, and engines spend seconds on looking for them. */
function blank(print: Grey, box: Box): void {
  const [left, right] = [Math.floor((box.x - 0.01) * print.width), Math.ceil((box.x + box.width + 0.01) * print.width)];
  const [top, bottom] = [
    Math.floor((box.y - 0.01) * print.height),
    Math.ceil((box.y + box.height + 0.01) * print.height),
  ];
  for (let y = Math.max(0, top); y < Math.min(print.height, bottom); y += 1)
    print.data.fill(255, y * print.width + Math.max(0, left), y * print.width + Math.min(print.width, right));
}
