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
  type PinPrompt,
  payloadHash,
  peekMessage,
  serverMessage,
  type Ticket,
  ticket as ticketShape,
} from '@jiesuo/ceremony';
import type { EvidenceBundle } from '../bundle.ts';
import { EvidenceFault } from '../fault.ts';
import { mustBe, type Opened, opening } from './told.ts';

type Leg = EvidenceBundle['legs'][number];

/** The bridge's key by its own hello, and the portal's ticket for it, which names this order, UKey, certificate and method. */
export function ticketOf(
  { bundle, portalKey }: Opened,
  leg: Leg,
): { readonly ticket: Ticket; readonly signKey: Buffer } {
  const wrong = [
    `第 ${leg.leg} 段的票据签名不正确，或不是为本订单和本KEY签发`,
    `The ticket of leg ${leg.leg} has a wrong signature, or is not for this order and UKey`,
  ] as const;
  const signKey = opening(() => Buffer.from(peekMessage(leg.hello, helloShape).signKey, 'base64url'), ...wrong);
  opening(() => openMessage(leg.hello, signKey, helloShape), ...wrong);
  const ticket = opening(() => openMessage(leg.ticket, portalKey, ticketShape), ...wrong);
  const { reset } = ticket;
  const isOurs =
    ticket.purpose === 'reset' &&
    ticket.ceremony === bundle.ceremony &&
    ticket.leg === leg.leg &&
    ticket.hello === payloadHash(leg.hello).toString('hex') &&
    reset?.order === bundle.order &&
    reset.subscriber === bundle.subscriber &&
    reset.fingerprint === bundle.ukey.fingerprint &&
    reset.serial === bundle.ukey.serial &&
    reset.method === (bundle.method ?? 'gmt0017');
  mustBe(isOurs, ...wrong);
  return { ticket, signKey };
}

export interface Walked {
  readonly messages: number;
  readonly prompt: EvidenceBundle['prompt'];
  readonly proof?: { readonly message: Extract<BridgeMessage, { type: 'proof' }>; readonly nonce: string };
  readonly receipt?: { readonly order: string; readonly completedAt: string };
}

/** Every message of every leg: signed, in its place in the chain, the legs in their order. @throws EvidenceFault */
export function walk(opened: Opened): Walked {
  let previous: string | null = null;
  let walked: Walked = { messages: 0, prompt: undefined };
  let before = 0;
  for (const leg of opened.bundle.legs) {
    const { transcript, ...told } = walkLeg(opened, leg, previous, before);
    walked = { ...walked, ...told, messages: walked.messages + told.messages };
    previous = transcript;
    before = leg.leg;
  }
  return walked;
}

function walkLeg(opened: Opened, leg: Leg, previous: string | null, before: number): Walked & { transcript: string } {
  const broken = new EvidenceFault(
    `第 ${leg.leg} 段消息不连贯或签名不正确`,
    `Leg ${leg.leg} has a broken chain or a wrong signature`,
  );
  const { ticket, signKey } = ticketOf(opened, leg);
  if (leg.leg <= before || ticket.reset?.previous !== previous) throw broken;
  let chain: Chain = beginChain(ticket.ceremony, ticket.leg, leg.ticket);
  let nonce: string | undefined;
  let used: PinPrompt | null = null;
  let end: Pick<Walked, 'proof' | 'receipt'> = {};
  for (const { request, answer } of leg.exchanges) {
    const message = opening(() => openMessage(request, signKey, bridgeMessage), broken.zh, broken.en);
    const reply = opening(() => openMessage(answer, opened.portalKey, serverMessage), broken.zh, broken.en);
    // Nothing comes after a receipt.
    if (end.receipt || !isNext(chain, message) || !isAnswerTo(chain, request, reply)) throw broken;
    if (message.type === 'changed') used = message.prompt ?? null;
    if (reply.type === 'nonce') nonce = reply.nonce;
    if (message.type === 'proof' && reply.type === 'receipt' && nonce !== undefined)
      end = { proof: { message, nonce }, receipt: reply };
    chain = advance(chain, request, answer);
  }
  const prompt = { demanded: ticket.reset.prompt, used };
  return { messages: leg.exchanges.length * 2, transcript: chain.transcript, prompt, ...end };
}
