import { accounts } from '../keys/accounts.ts';
import { smpp as library, type Pdu, type Session } from '../smpp/library.ts';
import { agree, type Witness } from './witness.ts';

const sdk = 'smpp';
const text = '【演示认证中心】您的注册验证码是 123456，5 分钟内有效。';

export const smpp: Witness = (stand) => {
  const { keys, faults, messages, agenda } = stand.gateways;
  const url = new URL(stand.environment.SMPP_URL ?? '');
  async function bound(password: string): Promise<{ session: Session; status: number }> {
    const session = library.connect({ host: url.hostname, port: Number(url.port) });
    await new Promise((resolve) => session.once('connect', resolve));
    const { command_status: status } = await new Promise<Pdu>((resolve) =>
      session.bind_transceiver({ system_id: accounts.smpp.systemId, password }, resolve),
    );
    return { session, status };
  }
  const submit = (session: Session, number: string, more: object = {}) =>
    new Promise<Pdu>((resolve) =>
      session.submit_sm(
        { destination_addr: `86${number}`, registered_delivery: 1, short_message: text, ...more },
        resolve,
      ),
    );

  return [
    {
      sdk,
      call: 'bind with a wrong password',
      async run() {
        const { session, status } = await bound('wrong');
        session.destroy();
        agree('status', status, 14);
        return 'ESME_RINVPASWD';
      },
    },
    {
      sdk,
      call: 'submit_sm in Chinese, also as payload, and its report',
      async run() {
        const { session, status } = await bound(keys.secrets.smpp);
        agree('bound', status, 0);
        const report = new Promise<Pdu>((resolve) =>
          session.once('deliver_sm', (pdu: Pdu) => {
            session.send(pdu.response());
            resolve(pdu);
          }),
        );
        const answer = await submit(session, '19900000301');
        agree('text', messages.phones.list()[0]?.text, text);
        await agenda.advance(4);
        const told = await report;
        agree('report', [told.receipted_message_id, told.message_state], [answer.message_id, 2]);
        const bytes = Buffer.from(text.repeat(4), 'utf16le').swap16();
        await submit(session, '19900000301', { short_message: '', message_payload: bytes, data_coding: 8 });
        agree('payload', messages.phones.list()[0]?.text, text.repeat(4));
        session.destroy();
        return 'DELIVRD';
      },
    },
    {
      sdk,
      call: 'submit_sm that is refused',
      async run() {
        const { session } = await bound(keys.secrets.smpp);
        const statusOf = async (number: string) => (await submit(session, number)).command_status;
        faults.order({ gateway: 'smpp', kind: 'throttled', count: 1, delayMs: 0 });
        agree('throttled', await statusOf('19900000302'), 88);
        agree('number', await statusOf('1'), 11);
        session.destroy();
        return 'ESME_RTHROTTLED, ESME_RINVDSTADR';
      },
    },
  ];
};
