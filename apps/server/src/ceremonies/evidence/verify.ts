import {
  advance,
  type BridgeMessage,
  beginChain,
  bridgeMessage,
  type Chain,
  hello as helloShape,
  isAnswerTo,
  isNext,
  openMessage,
  openSigned,
  type PinPrompt,
  payloadHash,
  peekMessage,
  proofMessage,
  serverMessage,
  type Ticket,
  ticket as ticketShape,
} from '@jiesuo/ceremony';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import { type EvidenceBundle, evidenceBundle, evidenceFile } from './bundle.ts';

/** What is wrong with an evidence file, in one sentence each way. */
export class EvidenceFault extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'EvidenceFault';
    this.zh = zh;
    this.en = en;
  }
}

/**
 * Verifies a 重置凭证 offline: the portal's signature, every ticket and message with its signature and place in the chain, and the UKey's proof
 * against the registered certificate. `trustedKeys`: portal keys, raw 32 bytes each; the key inside the file counts for nothing by itself.
 * @throws EvidenceFault with what is wrong. @returns the facts that are now proven.
 */
export function verifyEvidence(text: string, trustedKeys: readonly Uint8Array[]): EvidenceBundle {
  const file = evidenceFile.safeParse(parseJson(text));
  if (!file.success) throw new EvidenceFault('文件不是重置凭证', 'The file is no reset evidence');
  const portalKey = trustedKeys.find((key) => Buffer.from(key).toString('base64url') === file.data.portalKey);
  if (!portalKey)
    throw new EvidenceFault('凭证不是由受信任的门户密钥签发', 'The evidence was not signed by a trusted portal key');
  const bundle = opened(
    () => openSigned(file.data.evidence, portalKey, evidenceBundle),
    '凭证的签名不正确，内容可能被改动',
    'The signature of the evidence is wrong; it may have been changed',
  );
  const certificate = opened(
    () => parseCertificate(Buffer.from(bundle.ukey.certificate, 'base64')),
    '凭证中的证书无法读取',
    'The certificate in the evidence cannot be read',
  );
  if (certificate.fingerprint !== bundle.ukey.fingerprint)
    throw new EvidenceFault('证书与凭证记载的指纹不一致', 'The certificate differs from the recorded fingerprint');
  if (bundle.method === 'trusted_bridge' && bundle.custodian?.method !== 'trusted_bridge')
    throw new EvidenceFault(
      '管理员密码离开了服务器，凭证中却没有密钥管理员的批准',
      'An admin secret left the server, and the evidence holds no approval by the key custodian',
    );
  let previous: string | null = null;
  let proof: { message: Extract<BridgeMessage, { type: 'proof' }>; nonce: string } | undefined;
  let prompt: EvidenceBundle['prompt'];
  for (const leg of bundle.legs) {
    const walked = walkLeg(bundle, leg, portalKey, previous);
    previous = walked.chain.transcript;
    proof = walked.proof ?? proof;
    prompt = walked.prompt;
  }
  if (bundle.prompt && (bundle.prompt.demanded !== prompt?.demanded || bundle.prompt.used !== prompt.used))
    throw new EvidenceFault(
      '凭证所写的密码输入方式与消息不一致',
      'The evidence names another place where the PIN was typed than its messages',
    );
  if (!proof) throw new EvidenceFault('凭证中没有KEY的持有证明', 'The evidence holds no proof of possession');
  const signed = proofMessage(bundle.ceremony, proof.nonce, proof.message.previous);
  if (!verifySignature(certificate, signed, Buffer.from(proof.message.signature, 'base64url')))
    throw new EvidenceFault('KEY的签名不正确，不能证明重置成功', "The UKey's signature is wrong and proves nothing");
  return bundle;
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

function opened<T>(run: () => T, zh: string, en: string): T {
  try {
    return run();
  } catch {
    throw new EvidenceFault(zh, en);
  }
}

function walkLeg(
  bundle: EvidenceBundle,
  leg: EvidenceBundle['legs'][number],
  portalKey: Uint8Array,
  previous: string | null,
): {
  chain: Chain;
  prompt: EvidenceBundle['prompt'];
  proof?: { message: Extract<BridgeMessage, { type: 'proof' }>; nonce: string };
} {
  const broken = () =>
    new EvidenceFault(
      `第 ${leg.leg} 段消息不连贯或签名不正确`,
      `Leg ${leg.leg} has a broken chain or a wrong signature`,
    );
  const must = <T>(run: () => T): T => {
    try {
      return run();
    } catch {
      throw broken();
    }
  };
  const signKey = must(() => Buffer.from(peekMessage(leg.hello, helloShape).signKey, 'base64url'));
  must(() => openMessage(leg.hello, signKey, helloShape));
  const ticket: Ticket = must(() => openMessage(leg.ticket, portalKey, ticketShape));
  const isOurs =
    ticket.ceremony === bundle.ceremony &&
    ticket.leg === leg.leg &&
    ticket.hello === payloadHash(leg.hello).toString('hex') &&
    ticket.reset?.order === bundle.order &&
    ticket.reset.fingerprint === bundle.ukey.fingerprint &&
    ticket.reset.serial === bundle.ukey.serial &&
    ticket.reset.method === (bundle.method ?? 'gmt0017') &&
    ticket.reset.previous === previous;
  if (!isOurs) throw broken();
  let chain = beginChain(ticket.ceremony, ticket.leg, leg.ticket);
  let nonce: string | undefined;
  let used: PinPrompt | null = null;
  let proof: { message: Extract<BridgeMessage, { type: 'proof' }>; nonce: string } | undefined;
  for (const { request, answer } of leg.exchanges) {
    const message = must(() => openMessage(request, signKey, bridgeMessage));
    const reply = must(() => openMessage(answer, portalKey, serverMessage));
    if (!isNext(chain, message) || !isAnswerTo(chain, request, reply)) throw broken();
    if (message.type === 'changed') used = message.prompt ?? null;
    if (reply.type === 'nonce') nonce = reply.nonce;
    if (message.type === 'proof' && reply.type === 'receipt' && nonce !== undefined) proof = { message, nonce };
    chain = advance(chain, request, answer);
  }
  const prompt = ticket.reset ? { demanded: ticket.reset.prompt, used } : undefined;
  return proof ? { chain, prompt, proof } : { chain, prompt };
}
