import { openSigned } from '@jiesuo/ceremony';
import { type EvidenceBundle, evidenceBundle, evidenceFile } from './bundle.ts';
import { checkCustody, checkDecisions, checkRisks, checkSeconds } from './checks/approvals.ts';
import { checkPrompt, checkProof, checkReceipt, checkTicket, checkTranscript } from './checks/ceremony.ts';
import { checkCertificate, checkIssuer } from './checks/certificate.ts';
import { checkEntries } from './checks/entries.ts';
import { checkLater, checkLog } from './checks/log.ts';
import { checkConsents, checkMaterials } from './checks/papers.ts';
import { type Check, type Opened, opening, proven, type Told, type Trust } from './checks/told.ts';
import { EvidenceFault } from './fault.ts';

/** In this order; what a later one says rests on those before it. */
const checks = {
  signature: ({ bundle }) =>
    proven(
      `门户密钥的签名正确：${bundle.ca}，订单 ${bundle.order}，${bundle.subscriber}，KEY ${bundle.ukey.serial}`,
      `Signed by the portal key: ${bundle.ca}, order ${bundle.order}, ${bundle.subscriber}, UKey ${bundle.ukey.serial}`,
    ),
  consents: checkConsents,
  materials: checkMaterials,
  reviews: checkDecisions,
  second: checkSeconds,
  risks: checkRisks,
  custody: checkCustody,
  certificate: checkCertificate,
  issuer: checkIssuer,
  ticket: checkTicket,
  transcript: checkTranscript,
  prompt: checkPrompt,
  proof: checkProof,
  receipt: checkReceipt,
  log: checkLog,
  entries: checkEntries,
  later: checkLater,
} as const satisfies Record<string, Check>;
export type ItemName = keyof typeof checks | 'pages';

export interface Item {
  readonly item: ItemName;
  readonly mark: Told['mark'] | 'wrong';
  readonly zh: string;
  readonly en: string;
}
export interface Examined {
  /** Up to the first lie. */
  readonly items: readonly Item[];
  readonly fault: EvidenceFault | undefined;
  /** What is proven; undefined when the signature is wrong, and not to be believed when there is a fault. */
  readonly bundle: EvidenceBundle | undefined;
  /** Nothing is wrong, and nothing is missing that a file holds once its leaves are in the log. */
  readonly isWhole: boolean;
}

/** Looks at a 重置凭证 offline, item by item, with public keys alone. */
export function examineEvidence(text: string, trust: Trust): Examined {
  const items: Item[] = [];
  let opened: Opened | undefined;
  let item: ItemName = 'signature';
  try {
    opened = openEvidence(text, trust.portalKeys);
    for (const [name, check] of Object.entries(checks) as [keyof typeof checks, Check][]) {
      item = name;
      items.push({ item, ...check(opened, trust) });
    }
    const isWhole = items.some(({ item, mark }) => item === 'log' && mark === 'proven');
    return { items, fault: undefined, bundle: opened.bundle, isWhole };
  } catch (fault) {
    if (!(fault instanceof EvidenceFault)) throw fault;
    items.push({ item, mark: 'wrong', zh: fault.zh, en: fault.en });
    return { items, fault, bundle: opened?.bundle, isWhole: false };
  }
}

/** Shape, key and signature. @throws EvidenceFault */
export function openEvidence(text: string, trusted: readonly Uint8Array[]): Opened {
  const file = evidenceFile.safeParse(parseJson(text));
  if (!file.success) throw new EvidenceFault('文件不是重置凭证', 'The file is no reset evidence');
  const portalKey = trusted.find((key) => Buffer.from(key).toString('base64url') === file.data.portalKey);
  if (!portalKey)
    throw new EvidenceFault('凭证不是由受信任的门户密钥签发', 'The evidence was not signed by a trusted portal key');
  const bundle = opening(
    () => openSigned(file.data.evidence, portalKey, evidenceBundle),
    '凭证的签名不正确，内容可能被改动',
    'The signature of the evidence is wrong; it may have been changed',
  );
  return { file: file.data, bundle, portalKey };
}

/** Only as it was written: another spelling of the same content is a changed file. */
function parseJson(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return JSON.stringify(parsed) === text ? parsed : undefined;
  } catch {
    return undefined;
  }
}
