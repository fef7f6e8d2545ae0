import type { KeyUsage } from '@jiesuo/certificate';
import type { SeenUkey } from '../commands/view.ts';

/** What is said of the UKeys that are plugged in. */
export interface UkeyWords {
  readonly heading: string;
  readonly looking: string;
  readonly none: string;
  readonly count: (ukeys: number) => string;
  readonly state: Readonly<Record<Exclude<SeenUkey['state'], 'ready'>, string>>;
  readonly serial: string;
  readonly tries: string;
  readonly triesLeft: (left: number) => string;
  readonly triesUntold: string;
  readonly locked: string;
  readonly certificate: Readonly<Record<'sign' | 'encrypt', string>>;
  readonly unreadable: string;
  readonly facts: Readonly<
    Record<'name' | 'organisation' | 'uscc' | 'representative' | 'issuer' | 'validity' | 'usage' | 'number', string>
  >;
  readonly usage: Readonly<Record<KeyUsage, string>>;
  readonly anyUsage: string;
  /** These three are said behind `certificate`. */
  readonly expired: string;
  readonly notYet: string;
  readonly expires: (days: number) => string;
  /** Of the UKey that an order is about. */
  readonly wanted: Readonly<Record<'here' | 'missing' | 'other', string>>;
}

export const ukeysZh: UkeyWords = {
  heading: '这台电脑上的KEY',
  looking: '正在查找KEY…',
  none: '没有插入KEY。插入后会自动显示。',
  count: (ukeys) => `已插入 ${ukeys} 个KEY`,
  state: {
    reading: '正在读取…',
    busy: '正被其他程序占用，关闭该程序后会自动显示。',
    fault: '没有正常响应，请拔出后重新插入。',
    unknown: '证书助手不认识这个型号。',
  },
  serial: '序列号',
  tries: '密码剩余次数',
  triesLeft: (left) => `${left} 次`,
  triesUntold: '此型号不提供',
  locked: '已锁定',
  certificate: { sign: '签名证书', encrypt: '加密证书' },
  unreadable: '证书无法解析。',
  facts: {
    name: '名称',
    organisation: '单位',
    uscc: '统一社会信用代码',
    representative: '经办人',
    issuer: '发证机构',
    validity: '有效期',
    usage: '用途',
    number: '证书序列号',
  },
  usage: {
    digitalSignature: '数字签名',
    nonRepudiation: '抗抵赖',
    keyEncipherment: '密钥加密',
    dataEncipherment: '数据加密',
    keyAgreement: '密钥协商',
    keyCertSign: '签发证书',
    cRLSign: '签发吊销列表',
    encipherOnly: '仅加密',
    decipherOnly: '仅解密',
  },
  anyUsage: '不限',
  expired: '已过期',
  notYet: '尚未生效',
  expires: (days) => (days === 0 ? '今天过期' : `将在 ${days} 天后过期`),
  wanted: {
    here: '已插入此订单的KEY。',
    missing: '请插入此订单的KEY，插入后这里会自动显示。',
    other: '插入的不是此订单的KEY，请核对序列号。',
  },
};

export const ukeysEn: UkeyWords = {
  heading: 'UKeys on this computer',
  looking: 'Looking for UKeys…',
  none: 'No UKey is plugged in. It appears here when you plug it in.',
  count: (ukeys) => (ukeys === 1 ? 'One UKey is plugged in' : `${ukeys} UKeys are plugged in`),
  state: {
    reading: 'Reading…',
    busy: 'Another program is using it. It appears here when that program is closed.',
    fault: 'It does not answer as it should. Pull it out and plug it in again.',
    unknown: 'The bridge does not know this model.',
  },
  serial: 'Serial',
  tries: 'PIN tries left',
  triesLeft: (left) => `${left}`,
  triesUntold: 'not told by this model',
  locked: 'locked',
  certificate: { sign: 'Signing certificate', encrypt: 'Encryption certificate' },
  unreadable: 'The certificate cannot be read.',
  facts: {
    name: 'Name',
    organisation: 'Organisation',
    uscc: 'Credit code (USCC)',
    representative: 'Representative',
    issuer: 'Issued by',
    validity: 'Valid',
    usage: 'Key usage',
    number: 'Certificate number',
  },
  usage: {
    digitalSignature: 'digital signature',
    nonRepudiation: 'non-repudiation',
    keyEncipherment: 'key encipherment',
    dataEncipherment: 'data encipherment',
    keyAgreement: 'key agreement',
    keyCertSign: 'signing certificates',
    cRLSign: 'signing revocation lists',
    encipherOnly: 'encipher only',
    decipherOnly: 'decipher only',
  },
  anyUsage: 'not restricted',
  expired: 'has expired',
  notYet: 'is not valid yet',
  expires: (days) => (days === 0 ? 'expires today' : `expires in ${days === 1 ? 'a day' : `${days} days`}`),
  wanted: {
    here: 'The UKey of this order is plugged in.',
    missing: 'Plug in the UKey of this order. It is noticed by itself.',
    other: 'This is not the UKey of this order. Compare the serial number.',
  },
};
