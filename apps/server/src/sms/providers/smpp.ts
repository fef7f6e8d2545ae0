import { type CodeTable, classOf, type Outcome, type Provider, plainCode, type Receipt } from './provider.ts';
import { openLink, type Pdu, SmppFault, type SmppLink, type SmppSettings } from './smppSession.ts';

/** Names of SMPP 3.4 §5.1.3. */
export const smppCodes: CodeTable = [
  [/^ESME_R(?:THROTTLED|MSGQFUL|SYSERR|X_T_APPN|ALYBND|SUBMITFAIL|UNKNOWNERR)$/, 'retry'],
  [/^ESME_R(?:INVDSTADR|INVDSTTON|INVDSTNPI|INVNUMDESTS|X_P_APPN|DELIVERYFAILURE)$/, 'permanent'],
  [/^ESME_R/, 'alarm'],
];
const ucs2 = 8;
/** 70 characters: longer ones go into message_payload, so that one submission stays one outcome. */
const shortBytesMost = 140;
/** SMPP 3.4 §5.2.28: only these are final. */
const states: Readonly<Record<number, boolean>> = { 2: true, 3: false, 4: false, 5: false, 8: false };

/** One lasting connection, bound by `connect` and by each message that finds none. Reports are told to `onReceipts`; when that throws they come again. */
export function createSmpp(
  settings: SmppSettings,
  onReceipts: (receipts: readonly Receipt[]) => Promise<void>,
): Provider {
  let bound: SmppLink | undefined;
  let binding: Promise<SmppLink> | undefined;
  /** Whoever comes while it is being bound waits for the same one: centres allow few lines. */
  async function link(): Promise<SmppLink> {
    if (bound?.isAlive) return bound;
    binding ??= openLink(settings, async (pdu) => {
      const receipt = receiptOf(pdu);
      if (receipt) await onReceipts([receipt]);
    }).finally(() => {
      binding = undefined;
    });
    bound = await binding;
    return bound;
  }
  return {
    name: 'smpp',
    isIdempotent: false,
    connect: () =>
      link().then(
        () => ({ is: 'accepted', providerId: null }),
        (error: unknown) => judge(error, undefined),
      ),
    async send({ to, text }) {
      let open: SmppLink | undefined;
      try {
        open = await link();
        const bytes = Buffer.from(text, 'utf16le').swap16();
        const answer = await open.ask('submit_sm', {
          source_addr: settings.source,
          dest_addr_ton: 1,
          dest_addr_npi: 1,
          destination_addr: `86${to}`,
          registered_delivery: 1,
          data_coding: ucs2,
          ...(bytes.length <= shortBytesMost ? { short_message: bytes } : { message_payload: bytes }),
        });
        return { is: 'accepted', providerId: answer.message_id?.slice(0, 100) || null };
      } catch (error) {
        return judge(error, open);
      }
    },
  };
}

function judge(error: unknown, open: SmppLink | undefined): Outcome {
  if (!(error instanceof SmppFault)) throw error;
  if (error.kind === 'unsent') return { is: 'retry', code: 'unreachable' };
  if (error.kind === 'lost') {
    // Whatever this line still says belongs to nobody.
    open?.close();
    return { is: 'unknown', code: 'time_out' };
  }
  const code = nameOf(error.status);
  return { is: classOf(smppCodes, code), code };
}

const names: Readonly<Record<number, string>> = {
  8: 'ESME_RSYSERR',
  10: 'ESME_RINVSRCADR',
  11: 'ESME_RINVDSTADR',
  13: 'ESME_RBINDFAIL',
  14: 'ESME_RINVPASWD',
  15: 'ESME_RINVSYSID',
  20: 'ESME_RMSGQFUL',
  69: 'ESME_RSUBMITFAIL',
  80: 'ESME_RINVDSTTON',
  81: 'ESME_RINVDSTNPI',
  88: 'ESME_RTHROTTLED',
  100: 'ESME_RX_T_APPN',
  101: 'ESME_RX_P_APPN',
  254: 'ESME_RDELIVERYFAILURE',
  255: 'ESME_RUNKNOWNERR',
};
/** A provider's own statuses (from 0x400) and the rest by their number. */
const nameOf = (status: number): string => names[status] ?? (status >= 0x400 ? `vendor_${status}` : `ESME_R_${status}`);

/** The fields of SMPP 3.4 §5.3.2.12 and §5.3.2.35, else the text `id:… stat:…` of its Appendix B; undefined for what is no final report. */
export function receiptOf(pdu: Pdu): Receipt | undefined {
  const said = pdu.short_message;
  const text = typeof said === 'object' && !Buffer.isBuffer(said) ? String(said.message ?? '') : String(said ?? '');
  const providerId = pdu.receipted_message_id?.replaceAll('\0', '') || /\bid:(\S{1,100})/.exec(text)?.[1];
  const word = /\bstat:([A-Z]{3,8})/.exec(text)?.[1];
  const byWord = word === undefined || /^(?:ENROUTE|ACCEPTD|UNKNOWN)$/.test(word) ? undefined : word === 'DELIVRD';
  const isDelivered = pdu.message_state === undefined ? byWord : states[pdu.message_state];
  const to = pdu.source_addr?.replace(/^\+?86(?=1\d{10}$)/, '');
  if (providerId === undefined || isDelivered === undefined || to === undefined) return undefined;
  return { providerId, to, isDelivered, code: isDelivered ? null : plainCode(word ?? `state_${pdu.message_state}`) };
}
