import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import type { FaultKind } from '../faults/order.ts';
import { accounts } from '../keys/accounts.ts';
import type { Stand } from '../stand.ts';
import { listenForNotices } from './listener.ts';
import { agree, refusalOf, untilNoon, type Witness } from './witness.ts';

const sdk = 'wechatpay-axios-plugin';
const { mchId: mchid, appId: appid, serial, publicKeyId, platformSerial } = accounts.wechat;

/** The parts of the library's chain that are called, as its README has them. */
interface Verb {
  get(config?: object): Promise<{ status: number; data: Record<string, unknown> }>;
  post(data?: object, config?: object): Promise<{ status: number; data: Record<string, unknown> }>;
}

/** The library, set up as its README says. */
export function wechatClient({ url, environment }: Stand) {
  const pem = (id: string) => {
    const pair = environment.WECHAT_PLATFORM_KEYS?.split(',').find((one) => one.startsWith(`${id}=`));
    return readFileSync(pair?.slice(id.length + 1) ?? '', 'utf8');
  };
  const client = new Wechatpay({
    mchid,
    serial,
    privateKey: readFileSync(environment.WECHAT_KEY_FILE ?? ''),
    certs: { [publicKeyId]: pem(publicKeyId), [platformSerial]: pem(platformSerial) },
    baseURL: `${url}/`,
  });
  return { at: (path: string) => client.chain(path) as unknown as Verb, pem };
}

export const wechat: Witness = (stand) => {
  const { at, pem } = wechatClient(stand);
  const { cashier, agenda, faults } = stand.gateways;
  const asked = (out_trade_no: string, notify_url = 'http://127.0.0.1:1/notify') => ({
    appid,
    mchid,
    description: '证书KEY密码重置服务费',
    out_trade_no,
    notify_url,
    time_expire: '2099-01-01T00:00:00+08:00',
    amount: { total: 6000, currency: 'CNY' },
  });
  const make = (number: string, url?: string) => at('v3/pay/transactions/native').post(asked(number, url));
  const query = (number: string) => at(`v3/pay/transactions/out-trade-no/${number}`).get({ params: { mchid } });
  const close = (number: string) => at(`v3/pay/transactions/out-trade-no/${number}/close`).post({ mchid });
  const refund = (number: string, out_refund_no: string, fen: number, notify_url?: string) =>
    at('v3/refund/domestic/refunds').post({
      out_trade_no: number,
      out_refund_no,
      ...(notify_url && { notify_url }),
      amount: { refund: fen, total: 6000, currency: 'CNY' },
    });
  const codeOf = (error: Error & { response?: { data?: { code?: string } } }) => error.response?.data?.code;

  return [
    {
      sdk,
      call: 'native, twice with the same words',
      async run() {
        const first = await make('WITNESS_W1');
        const second = await make('WITNESS_W1');
        agree('a code_url', String(first.data.code_url).startsWith('weixin://wxpay/bizpayurl?pr='), true);
        agree('the same code', first.data.code_url === second.data.code_url, false);
        return 'two codes for one trade';
      },
    },
    {
      sdk,
      call: 'native with another amount',
      async run() {
        const changed = { ...asked('WITNESS_W1'), amount: { total: 1, currency: 'CNY' } };
        const error = await refusalOf(at('v3/pay/transactions/native').post(changed));
        agree('code', codeOf(error), 'INVALID_REQUEST');
        return 'INVALID_REQUEST';
      },
    },
    {
      sdk,
      call: 'query, pay, query by both numbers',
      async run() {
        agree('before', (await query('WITNESS_W1')).data.trade_state, 'NOTPAY');
        const { reference } = cashier.pay('wechat', 'WITNESS_W1');
        const { data } = await query('WITNESS_W1');
        agree('after', [data.trade_state, data.transaction_id], ['SUCCESS', reference]);
        const byId = await at(`v3/pay/transactions/id/${reference}`).get({ params: { mchid } });
        agree('by id', byId.data.out_trade_no, 'WITNESS_W1');
        return 'NOTPAY, SUCCESS';
      },
    },
    {
      sdk,
      call: 'notification: verify and open',
      async run() {
        const merchant = await listenForNotices(() => ({ status: 204, body: '' }));
        await make('WITNESS_W2', merchant.url);
        cashier.pay('wechat', 'WITNESS_W2');
        await agenda.settle();
        await merchant.close();
        const [notice] = merchant.heard;
        const header = (name: string) => String(notice?.headers[`wechatpay-${name}`]);
        const text = Formatter.response(header('timestamp'), header('nonce'), notice?.body);
        agree('signed', Rsa.verify(text, header('signature'), pem(header('serial'))), true);
        const { resource } = JSON.parse(notice?.body ?? '') as { resource: Record<string, string> };
        const key = readFileSync(stand.environment.WECHAT_API_V3_KEY_FILE ?? '', 'utf8');
        const { ciphertext = '', nonce = '', associated_data: associated } = resource;
        const content = JSON.parse(Aes.AesGcm.decrypt(ciphertext, key, nonce, associated)) as Record<string, unknown>;
        agree('content', [content.out_trade_no, content.trade_state], ['WITNESS_W2', 'SUCCESS']);
        return 'TRANSACTION.SUCCESS';
      },
    },
    {
      sdk,
      call: 'close, and close what is paid',
      async run() {
        await make('WITNESS_W3');
        agree('status', (await close('WITNESS_W3')).status, 204);
        agree('closed', (await query('WITNESS_W3')).data.trade_state, 'CLOSED');
        agree('paid', codeOf(await refusalOf(close('WITNESS_W1'))), 'ORDERPAID');
        agree('unknown', codeOf(await refusalOf(query('WITNESS_NEVER'))), 'ORDER_NOT_EXIST');
        return '204, ORDERPAID, ORDER_NOT_EXIST';
      },
    },
    {
      sdk,
      call: 'refund twice under one number, and its query',
      async run() {
        const first = await refund('WITNESS_W1', 'WITNESS_R1', 1000);
        agree('at first', first.data.status, 'PROCESSING');
        await agenda.advance(3);
        const again = await refund('WITNESS_W1', 'WITNESS_R1', 1000);
        agree('one refund', again.data.refund_id, first.data.refund_id);
        const { data } = await at('v3/refund/domestic/refunds/WITNESS_R1').get();
        agree('in the end', data.status, 'SUCCESS');
        agree('too much', codeOf(await refusalOf(refund('WITNESS_W1', 'WITNESS_R2', 5001))), 'INVALID_REQUEST');
        return 'PROCESSING, SUCCESS';
      },
    },
    {
      sdk,
      call: 'trade bill and its file',
      async run() {
        const day = await untilNoon(agenda);
        await make('WITNESS_W7');
        cashier.pay('wechat', 'WITNESS_W7');
        await refund('WITNESS_W7', 'WITNESS_R7', 1);
        await agenda.advance(36 * 3600);
        const { data } = await at('v3/bill/tradebill').get({ params: { bill_date: day, bill_type: 'ALL' } });
        const url = new URL(String(data.download_url));
        const file = await at('v3/billdownload/file').get({
          params: { token: url.searchParams.get('token') },
          responseType: 'arraybuffer',
        });
        const bytes = file.data as unknown as Buffer;
        agree('hash', createHash('sha1').update(bytes).digest('hex'), data.hash_value);
        const { rows, summary } = Formatter.castCsvBill(bytes) as {
          rows: Record<string, string>[];
          summary: Record<string, string>;
        };
        const mine = rows.filter((row) => row['商户订单号'] === 'WITNESS_W7');
        const told = mine.map((row) => [row['交易状态'], row['订单金额'], row['申请退款金额']]);
        agree('lines', told, [
          ['SUCCESS', '60.00', '0.00'],
          ['REFUND', '0.00', '0.01'],
        ]);
        agree('sum', summary['总交易单数'], String(rows.length));
        return `${rows.length} lines`;
      },
    },
    ...(['evil_reply', 'stale_reply', 'unknown_serial_reply'] as const satisfies FaultKind[]).map((kind) => ({
      sdk,
      call: `a reply with the fault ${kind}`,
      async run() {
        faults.order({ gateway: 'wechat', kind, operation: 'query', count: 1, delayMs: 0 });
        const error = await refusalOf(query('WITNESS_W1'));
        agree('refused for', /EV3_RES/.test(String(error.code)), true);
        return `refused: ${String(error.code)}`;
      },
    })),
    {
      sdk,
      call: 'a request signed by another key',
      async run() {
        const other = new Wechatpay({
          mchid,
          serial,
          privateKey: stand.gateways.keys.evil().export({ type: 'pkcs8', format: 'pem' }),
          certs: { [publicKeyId]: pem(publicKeyId) },
          baseURL: `${stand.url}/`,
        });
        const chain = other.chain('v3/pay/transactions/native') as unknown as Verb;
        agree('code', codeOf(await refusalOf(chain.post(asked('WITNESS_W9')))), 'SIGN_ERROR');
        return 'SIGN_ERROR';
      },
    },
  ];
};
