import type { FindingCode, MaterialKind } from '@jiesuo/contract';
import sharp from 'sharp';
import { type Condition, capture } from './conditions.ts';
import { drawPaper, type PaperKind } from './papers.ts';
import { type Random, random } from './random.ts';
import { makeSubject, type Subject } from './subject.ts';

/** One upload: the picture, the place it was put in, whose it should be, and what must be found. Without `finding` nothing must be. */
export interface Case {
  readonly name: string;
  readonly slot: MaterialKind;
  readonly condition: Condition;
  readonly bytes: Buffer;
  readonly subject: Subject;
  readonly finding?: FindingCode;
}

interface Recipe {
  readonly paper: PaperKind;
  readonly slot: MaterialKind;
  readonly finding?: FindingCode;
  readonly hasSeal?: boolean;
  readonly isSealOverName?: boolean;
  /** What the paper says, where that is not what it should say. */
  readonly forged?: (own: Subject, other: Subject) => Partial<Subject>;
  readonly sealOf?: (own: Subject, other: Subject) => string;
  readonly spoil?: (jpeg: Buffer) => Promise<Buffer>;
}

const own: Record<string, Recipe> = {
  licence: { paper: 'business_license', slot: 'business_license' },
  'licence, seal over name': { paper: 'business_license', slot: 'business_license', isSealOverName: true },
  'ID card': { paper: 'id_card', slot: 'id_card' },
  letter: { paper: 'authorization', slot: 'authorization' },
  'letter, seal over name': { paper: 'authorization', slot: 'authorization', isSealOverName: true },
};

const faulty: Record<string, Recipe> = {
  'letter without seal': { ...recipe('letter'), finding: 'seal_missing', hasSeal: false },
  "letter with another company's seal": {
    ...recipe('letter'),
    finding: 'seal_name_differs',
    sealOf: (_, other) => other.company,
  },
  'letter of another draft': {
    ...recipe('letter'),
    finding: 'letter_of_another_draft',
    forged: (_, { reference }) => ({ reference }),
  },
  'letter for another person': {
    ...recipe('letter'),
    finding: 'id_number_differs',
    forged: (_, { person, idNumber }) => ({ person, idNumber }),
  },
  "another company's licence": {
    ...recipe('licence'),
    finding: 'company_differs',
    forged: (_, { company, uscc }) => ({ company, uscc }),
  },
  'right name, wrong credit code': {
    ...recipe('licence'),
    finding: 'uscc_differs',
    forged: (_, { uscc }) => ({ uscc }),
  },
  'term of the licence over': {
    ...recipe('licence'),
    finding: 'license_expired',
    forged: () => ({ licenceUntil: '2021年05月06日' }),
  },
  "another person's ID card": {
    ...recipe('ID card'),
    finding: 'id_number_differs',
    forged: (_, { person, idNumber }) => ({ person, idNumber }),
  },
  'ID card expired': {
    ...recipe('ID card'),
    finding: 'id_card_expired',
    forged: () => ({ idFrom: '2004.03.01', idUntil: '2024.03.01' }),
  },
  "ID card's back alone": { paper: 'id_card_back', slot: 'id_card', finding: 'id_card_front_missing' },
  "ID card's front alone": { paper: 'id_card_front', slot: 'id_card', finding: 'id_card_back_missing' },
  'licence in the place of the ID card': { paper: 'business_license', slot: 'id_card', finding: 'looks_like_license' },
  'letter in the place of the licence': {
    paper: 'authorization',
    slot: 'business_license',
    finding: 'looks_like_letter',
  },
  'ID card in the place of the letter': { paper: 'id_card', slot: 'authorization', finding: 'looks_like_id_card' },
  'letter out of focus': {
    ...recipe('letter'),
    finding: 'blurred',
    spoil: (jpeg) => sharp(jpeg).blur(5).jpeg().toBuffer(),
  },
  'licence cut off': { ...recipe('licence'), finding: 'edge_cut', spoil: cutOff },
};

function recipe(name: string): Recipe {
  const found = own[name];
  if (!found) throw new Error(`no paper ${name}`);
  return found;
}

async function cutOff(jpeg: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(jpeg).metadata();
  return sharp(jpeg)
    .extract({ left: Math.round(width * 0.2), top: 0, width: Math.round(width * 0.5), height })
    .jpeg()
    .toBuffer();
}

export const caseNames = { own: Object.keys(own), faulty: Object.keys(faulty) };

/** The case of that name, condition and seed: the same picture on every machine with these versions of the libraries. */
export async function makeCase(name: string, condition: Condition, seed: number, asOf: Date): Promise<Case> {
  const made = own[name] ?? faulty[name];
  if (!made) throw new Error(`no case ${name}`);
  const r = random(seed);
  const [subject, other] = [makeSubject(r, asOf), makeSubject(r, asOf)];
  const bytes = await draw(r, made, subject, other, condition);
  return { name, slot: made.slot, condition, subject, bytes, ...(made.finding ? { finding: made.finding } : {}) };
}

async function draw(r: Random, made: Recipe, subject: Subject, other: Subject, condition: Condition): Promise<Buffer> {
  const { hasSeal = true, isSealOverName = false, spoil, sealOf } = made;
  const paper = await drawPaper(
    r,
    made.paper,
    { ...subject, ...made.forged?.(subject, other) },
    {
      hasSeal,
      isSealOverName,
      ...(sealOf ? { sealOf: sealOf(subject, other) } : {}),
    },
  );
  const jpeg = await capture(r, paper, condition);
  return spoil ? spoil(jpeg) : jpeg;
}
