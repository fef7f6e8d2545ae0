import type { OcrEngine, OcrLine } from '../engine/ocr.ts';
import { cut, type Grey, scaled } from '../picture/picture.ts';
import { cardEndIn, licenseEndIn } from './days.ts';
import { companiesIn, personsIn } from './names.ts';
import { idNumberIn, lookalikeIn, numberLikeness, usccIn } from './numbers.ts';
import type { Look, ReadFact } from './reading.ts';
import { compact } from './words.ts';

export interface Found {
  readonly fact: ReadFact['fact'];
  readonly text: string;
  readonly line: OcrLine;
}

/** Only what is compared leaves the picture; of an ID card that is name, number and validity, never address or ethnic group. */
export async function factsOf(engine: OcrEngine, print: Grey, look: Look, lines: readonly OcrLine[]): Promise<Found[]> {
  if (look === 'business_license') return licenseFacts(engine, print, lines);
  if (look === 'authorization') return letterFacts(engine, print, lines);
  if (look === 'unknown') return [];
  return cardFacts(engine, print, look, lines);
}

async function licenseFacts(engine: OcrEngine, print: Grey, lines: readonly OcrLine[]): Promise<Found[]> {
  const uscc = await numberIn(engine, print, lines, usccNumber);
  return [
    ...companiesIn(lines).map(({ name, line }) => ({ fact: 'company' as const, text: name, line })),
    ...uscc,
    ...dayIn(lines, licenseEndIn, 'license_valid_until'),
  ];
}

async function cardFacts(engine: OcrEngine, print: Grey, look: Look, lines: readonly OcrLine[]): Promise<Found[]> {
  const until = dayIn(lines, cardEndIn, 'id_valid_until');
  if (look === 'id_card_back') return until;
  const number = await numberIn(engine, print, lines, idNumber);
  return [
    ...personsIn(lines).map(({ name, line }) => ({ fact: 'person' as const, text: name, line })),
    ...number,
    ...until,
  ];
}

/** A letter may say it in any words: all of its lines are kept, they hold no more than the form does. */
async function letterFacts(engine: OcrEngine, print: Grey, lines: readonly OcrLine[]): Promise<Found[]> {
  const number = await numberIn(engine, print, lines, idNumber);
  return [
    ...companiesIn(lines).flatMap(({ name, line, isLabelled }) =>
      isLabelled ? [{ fact: 'company' as const, text: name, line }] : [],
    ),
    ...lines.flatMap((line) =>
      compact(line.text).length < 2 ? [] : [{ fact: 'line' as const, text: compact(line.text), line }],
    ),
    ...number,
  ];
}

const dayIn = (lines: readonly OcrLine[], read: (text: string) => string | undefined, fact: Found['fact']): Found[] =>
  lines
    .flatMap((line) => {
      const text = read(line.text);
      return text ? [{ fact, text, line }] : [];
    })
    .slice(0, 1);

interface NumberKind {
  readonly fact: 'uscc' | 'id_number';
  readonly read: (text: string) => string | undefined;
  /** The characters that may be there. */
  readonly only: string;
}
const usccNumber: NumberKind = { fact: 'uscc', read: usccIn, only: '0123456789ABCDEFGHJKLMNPQRTUWXY' };
const idNumber: NumberKind = { fact: 'id_number', read: idNumberIn, only: '0123456789X' };
const likenessLeast = 10;

/** First as the page was read; then the likeliest lines alone, larger, with nothing but the characters that may be there. */
async function numberIn(engine: OcrEngine, print: Grey, lines: readonly OcrLine[], kind: NumberKind): Promise<Found[]> {
  for (const line of lines) {
    const text = kind.read(line.text);
    if (text) return [{ fact: kind.fact, text, line }];
  }
  const likely = lines
    .map((line) => ({ line, likeness: numberLikeness(line.text) }))
    .filter(({ likeness }) => likeness >= likenessLeast)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, 2);
  for (const { line } of likely) {
    const alike = [lookalikeIn(line.text)];
    for (const height of [44, 60]) {
      const again = (await engine.read(await enlarged(print, line, height), 'line', kind.only))
        .map((one) => one.text)
        .join('');
      const text = kind.read(again);
      if (text) return [{ fact: kind.fact, text, line }];
      alike.push(lookalikeIn(again));
    }
    const [first] = alike;
    if (first && alike.every((other) => other === first)) return [{ fact: `${kind.fact}_failing`, text: first, line }];
  }
  return [];
}

/** The line with room around it, its letters about that high. */
function enlarged(print: Grey, line: OcrLine, height: number): Promise<Grey> {
  const room = line.height * 0.5;
  const part = cut(print, {
    x: line.x - line.height,
    y: line.y - room,
    width: line.width + line.height * 2,
    height: line.height + room * 2,
  });
  const scale = height / Math.max(8, line.height);
  return scaled(part, Math.max(1, Math.round(part.width * scale)), Math.max(1, Math.round(part.height * scale)));
}
