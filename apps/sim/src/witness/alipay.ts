import { readFileSync } from 'node:fs';
import { AlipaySdk } from 'alipay-sdk';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { accounts } from '../keys/accounts.ts';
import { privatePem } from '../keys/keys.ts';
import type { Stand } from '../stand.ts';
import { listenForNotices } from './listener.ts';
import { agree, refusalOf, untilNoon, type Witness } from './witness.ts';

const sdk = 'alipay-sdk';

/** The library, set up as its README says; `privateKey` other than the merchant's for a forger. */
export function alipayClient({ url, environment }: Stand, privateKey?: string): AlipaySdk {
  return new AlipaySdk({
    appId: accounts.alipay.appId,
    privateKey: privateKey ?? readFileSync(environment.ALIPAY_KEY_FILE ?? '', 'utf8'),
    keyType: 'PKCS8',
    alipayPublicKey: readFileSync(environment.ALIPAY_PUBLIC_KEY_FILE ?? '', 'utf8'),
    gateway: `${url}/gateway.do`,
    endpoint: url,
    camelcase: false,
  });
}

export const alipay: Witness = (stand) => {
  const client = alipayClient(stand);
  const { cashier, agenda, faults } = stand.gateways;
  const order = (out_trade_no: string, total_amount = '60.00') => ({
    out_trade_no,
    total_amount,
    subject: '证书KEY密码重置服务费',
  });
  /** v1.0. The library writes its process's time: here as if in China, unless a test says otherwise. */
  async function exec(method: string, biz_content: object, more: object = {}, zone = 'Asia/Shanghai') {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      return (await client.exec(method, { biz_content, ...more }, { validateSign: true })) as unknown as Record<
        string,
        string
      >;
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  }
  const post = async (path: string, body: Record<string, unknown>) =>
    (await client.curl<Record<string, string>>('POST', `/v3/alipay/trade/${path}`, { body })).data;

  return [
    {
      sdk,
      call: 'exec precreate; no trade until the QR is scanned',
      async run() {
        const { qr_code } = await exec('alipay.trade.precreate', order('WITNESS_A1'));
        const before = await exec('alipay.trade.query', { out_trade_no: 'WITNESS_A1' });
        agree('unscanned', before.sub_code, 'ACQ.TRADE_NOT_EXIST');
        const closed = await exec('alipay.trade.close', { out_trade_no: 'WITNESS_A1' });
        agree('closing it', closed.sub_code, 'ACQ.TRADE_NOT_EXIST');
        const { gateway, number } = cashier.read(qr_code ?? '');
        cashier.scan(gateway, number);
        const after = await exec('alipay.trade.query', { out_trade_no: 'WITNESS_A1' });
        agree('scanned', [after.code, after.trade_status], ['10000', 'WAIT_BUYER_PAY']);
        return 'TRADE_NOT_EXIST, WAIT_BUYER_PAY';
      },
    },
    {
      sdk,
      call: 'exec in another time zone than China',
      async run() {
        const refused = await exec('alipay.trade.query', { out_trade_no: 'WITNESS_A1' }, {}, 'UTC').then(
          (answer) => answer.sub_code,
          // Its own check of signatures looks for the call's name, where the answer says error_response.
          (error: Error) => error.message,
        );
        agree('refused', /invalid-timestamp|验签失败/.test(String(refused)), true);
        return 'refused';
      },
    },
    {
      sdk,
      call: 'pay: query (exec and curl), notification',
      async run() {
        const merchant = await listenForNotices((nth) => ({ status: 200, body: nth === 1 ? 'fail' : 'success' }));
        await exec('alipay.trade.precreate', order('WITNESS_A2'), { notify_url: merchant.url });
        const { reference } = cashier.pay('alipay', 'WITNESS_A2');
        const old = await exec('alipay.trade.query', { out_trade_no: 'WITNESS_A2' });
        const fresh = await post('query', { out_trade_no: 'WITNESS_A2' });
        agree('v1', [old.trade_status, old.trade_no, old.total_amount], ['TRADE_SUCCESS', reference, '60.00']);
        agree('v3', [fresh.trade_status, fresh.trade_no], ['TRADE_SUCCESS', reference]);
        await agenda.advance(5 * 60);
        await merchant.close();
        agree('deliveries', merchant.heard.length, 2);
        const [first, second] = merchant.heard.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
        agree('signed', [client.checkNotifySignV2(first), client.checkNotifySignV2(second)], [true, true]);
        agree('one id', first?.notify_id, second?.notify_id);
        agree('changed', client.checkNotifySignV2({ ...first, total_amount: '60.01' }), false);
        return 'TRADE_SUCCESS, told twice';
      },
    },
    {
      sdk,
      call: 'pageExecute: the page of a trade',
      async run() {
        const before = process.env.TZ;
        process.env.TZ = 'Asia/Shanghai';
        const biz_content = { ...order('WITNESS_A3'), product_code: 'FAST_INSTANT_TRADE_PAY' };
        const url = client.pageExecute('alipay.trade.page.pay', 'GET', { biz_content });
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
        const good = await fetch(url, { redirect: 'manual' });
        agree('good', good.status, 302);
        const changed = await fetch(url.replace('60.00', '00.01'), { redirect: 'manual' });
        agree('changed', changed.status, 400);
        cashier.pay('alipay', cashier.read(good.headers.get('location') ?? '').number);
        return 'opens the cashier';
      },
    },
    {
      sdk,
      call: 'close (exec and curl)',
      async run() {
        await exec('alipay.trade.precreate', order('WITNESS_A4'));
        cashier.scan('alipay', 'WITNESS_A4');
        agree('open', (await post('close', { out_trade_no: 'WITNESS_A4' })).out_trade_no, 'WITNESS_A4');
        const paid = await exec('alipay.trade.close', { out_trade_no: 'WITNESS_A2' });
        agree('paid', paid.sub_code, 'ACQ.TRADE_STATUS_ERROR');
        const error = await refusalOf(post('query', { out_trade_no: 'WITNESS_NEVER' }));
        agree('unknown', error.code, 'TRADE_NOT_EXIST');
        return 'closed, TRADE_STATUS_ERROR';
      },
    },
    {
      sdk,
      call: 'refund twice under one number, and its query',
      async run() {
        const asked = { out_trade_no: 'WITNESS_A2', refund_amount: '10.00', out_request_no: 'WITNESS_AR1' };
        agree('first', (await exec('alipay.trade.refund', asked)).fund_change, 'Y');
        const again = await post('refund', asked);
        agree('again', [again.fund_change, again.refund_fee], ['N', '10.00']);
        const found = await exec('alipay.trade.fastpay.refund.query', asked);
        agree('query', [found.refund_status, found.refund_amount], ['REFUND_SUCCESS', '10.00']);
        const none = await post('fastpay/refund/query', { ...asked, out_request_no: 'WITNESS_AR9' });
        agree('none', none.refund_status, undefined);
        const differs = await exec('alipay.trade.refund', { ...asked, refund_amount: '9.00' });
        agree('other amount', differs.sub_code, 'ACQ.DISCORDANT_REPEAT_REQUEST');
        return 'Y, then N';
      },
    },
    {
      sdk,
      call: 'precreate (curl)',
      async run() {
        const { qr_code } = await post('precreate', order('WITNESS_A5'));
        agree('a QR', cashier.read(qr_code ?? '').number, 'WITNESS_A5');
        return 'qr_code';
      },
    },
    {
      sdk,
      call: 'bill (exec and curl): zip of GBK tables',
      async run() {
        const day = await untilNoon(agenda);
        await exec('alipay.trade.precreate', order('WITNESS_A6'));
        cashier.pay('alipay', 'WITNESS_A6');
        const back = { out_trade_no: 'WITNESS_A6', refund_amount: '0.01', out_request_no: 'WITNESS_AR6' };
        await exec('alipay.trade.refund', back);
        await agenda.advance(36 * 3600);
        const asked = { bill_type: 'trade', bill_date: day };
        const { bill_download_url: url } = await exec('alipay.data.dataservice.bill.downloadurl.query', asked);
        const { data } = await client.curl<Record<string, string>>(
          'GET',
          '/v3/alipay/data/dataservice/bill/downloadurl/query',
          { query: asked },
        );
        agree('v3', data.bill_download_url?.startsWith(stand.url), true);
        const files = unzipSync(new Uint8Array(await (await fetch(url ?? '')).arrayBuffer()));
        const tables = Object.values(files).map((bytes) => iconv.decode(Buffer.from(bytes), 'gbk'));
        const details = tables.find((text) => text.includes('业务明细列表')) ?? '';
        const lines = details.split('\r\n').filter((line) => line.includes('WITNESS_A6'));
        const told = lines.map((line) => line.split(',').filter((_cell, index) => index === 2 || index === 11));
        agree('lines', told, [
          ['交易', '60.00'],
          ['退款', '-0.01'],
        ]);
        return `${lines.length} lines`;
      },
    },
    {
      sdk,
      call: 'answers by another key (exec with validateSign, curl), a stranger calling',
      async run() {
        faults.order({ gateway: 'alipay', kind: 'evil_reply', operation: 'query', count: 2, delayMs: 0 });
        const old = await refusalOf(exec('alipay.trade.query', { out_trade_no: 'WITNESS_A2' }));
        agree('exec', old.message.includes('验签失败'), true);
        const fresh = await refusalOf(post('query', { out_trade_no: 'WITNESS_A2' }));
        agree('curl', fresh.message.includes('验签失败'), true);
        const forger = alipayClient(stand, privatePem(stand.gateways.keys.evil()));
        const error = await refusalOf(
          forger.curl('POST', '/v3/alipay/trade/query', { body: { out_trade_no: 'WITNESS_A2' } }),
        );
        agree('forger', error.code, 'isv.invalid-signature');
        return 'refused';
      },
    },
  ];
};
