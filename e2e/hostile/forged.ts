import {
  advance,
  beginChain,
  newSealKey,
  newSigningKey,
  numberRequest,
  sha256,
  signMessage,
  type WireMessage,
} from '@jiesuo/ceremony';
import type { Programs } from '../faults/programs.ts';

type At = Pick<Programs, 'portal' | 'ports'>;

/** What the portal said: `taken`, or the code of its refusal. */
export interface Said {
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A program of one's own names any origin it likes: by default one that the bridge's window has. */
export async function call(
  at: At,
  operation: 'redeem' | 'exchange',
  body: object,
  origin = `http://${'w'.repeat(24)}.localhost:${at.ports.BRIDGE_PORT}`,
): Promise<Said> {
  const response = await fetch(`${at.portal}/api/ceremonies.${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, 'sec-fetch-site': 'cross-site' },
    body: JSON.stringify(body),
  });
  const said = (await response.json()) as Record<string, unknown>;
  return { code: response.ok ? 'taken' : String(said['code']), body: said };
}

/** A bridge of one's own making: it holds its keys itself and says what it likes. */
export async function forgeHello(code: string): Promise<{ hello: WireMessage; key: ReturnType<typeof newSigningKey> }> {
  const key = newSigningKey();
  const seal = await newSealKey();
  const hello = {
    v: 1,
    type: 'hello',
    pairing: sha256(Buffer.from(code)).toString('hex'),
    signKey: key.publicKey.toString('base64url'),
    sealKey: Buffer.from(seal.publicKey).toString('base64url'),
    version: '9.9.9',
  };
  return { hello: signMessage(hello, key.privateKey), key };
}

type Unsaid = Parameters<typeof numberRequest>[1];
export interface Forged {
  readonly redeemed: Said;
  readonly ticket: Readonly<Record<string, unknown>>;
  /** The next message of this conversation, rightly numbered and signed. Taken or not, the chain goes on only when it was. */
  say(message: object): Promise<Said & { readonly type?: string }>;
}

/** Redeems a code with keys of its own and holds the conversation by hand. */
export async function forge(at: At, pairingCode: string): Promise<Forged> {
  const { hello, key } = await forgeHello(pairingCode);
  const redeemed = await call(at, 'redeem', { code: pairingCode, hello });
  const wire = redeemed.body['ticket'] as WireMessage | undefined;
  const ticket = wire ? contents(wire) : {};
  let chain = wire && beginChain(String(ticket['ceremony']), Number(ticket['leg']), wire);
  return {
    redeemed,
    ticket,
    async say(message) {
      if (!chain) throw new Error(`there is no ticket: ${redeemed.code}`);
      const request = signMessage(numberRequest(chain, message as Unsaid), key.privateKey);
      const said = await call(at, 'exchange', { message: request });
      const answer = said.body['answer'] as WireMessage | undefined;
      if (!answer) return said;
      chain = advance(chain, request, answer);
      return { ...said, type: String(contents(answer)['type']) };
    },
  };
}

function contents({ payload }: WireMessage): Record<string, unknown> {
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}
