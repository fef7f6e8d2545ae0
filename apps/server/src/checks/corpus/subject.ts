import { organisationCheckDigit, residentCheckDigit, usccCheckDigit } from '@jiesuo/certificate/digits';
import type { Random } from './random.ts';

/** A company and its representative that do not exist. */
export interface Subject {
  readonly company: string;
  readonly uscc: string;
  readonly legalPerson: string;
  readonly person: string;
  readonly idNumber: string;
  readonly sex: '男' | '女';
  readonly address: string;
  /** ID card's validity, `YYYY.MM.DD`. */
  readonly idFrom: string;
  readonly idUntil: string;
  readonly founded: string;
  readonly licenceUntil: string;
  readonly reference: string;
  readonly ukey: string;
}

/** No region of GB/T 2260 begins with 99: such a number is nobody's. */
const region = '990101';
const cities = ['云川市', '海陵市', '青岳市', '临澜市', '东湖市', '安渡市'];
const words = '恒泰中天宏远建工华信达博瑞鑫盛源通利合创新科智联安顺永兴金石长风凯德';
const trades = [
  '建设工程',
  '信息技术',
  '贸易',
  '机电设备',
  '环保科技',
  '园林绿化',
  '医疗器械',
  '工程咨询',
  '物流',
  '测绘',
];
const forms = ['有限公司', '有限公司', '股份有限公司', '集团有限公司', '有限责任公司'];
const surnames = '王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗';
const givenNames = '伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华玉萍红梅建国志文晓东海燕';

const characters = (r: Random, from: string, count: number) =>
  Array.from({ length: count }, () => r.pick(Array.from(from))).join('');
const digits = (r: Random, count: number) => characters(r, '0123456789', count);
const two = (n: number) => String(n).padStart(2, '0');

/** `asOf` is the day of the corpus: the card's validity is drawn around it. */
export function makeSubject(r: Random, asOf: Date, { isExpired = false } = {}): Subject {
  const born = `${r.whole(1962, 2002)}${two(r.whole(1, 12))}${two(r.whole(1, 28))}`;
  const id17 = `${region}${born}${digits(r, 3)}`;
  const year = asOf.getUTCFullYear();
  const day = `${two(r.whole(1, 12))}.${two(r.whole(1, 28))}`;
  const until = isExpired ? year - r.whole(1, 4) : year + r.whole(1, 15);
  return {
    company: `${r.pick(cities)}${characters(r, words, r.whole(2, 4))}${r.pick(trades)}${r.pick(forms)}`,
    uscc: makeUscc(r),
    legalPerson: makeName(r),
    person: makeName(r),
    idNumber: `${id17}${residentCheckDigit(id17)}`,
    sex: Number(id17.charAt(16)) % 2 === 1 ? '男' : '女',
    address: `${r.pick(cities)}新城区${r.pick(['解放', '建设', '人民', '文化'])}路${r.whole(1, 300)}号${r.whole(1, 30)}栋${r.whole(101, 2909)}室`,
    idFrom: `${until - 20}.${day}`,
    idUntil: `${until}.${day}`,
    founded: `${r.whole(1998, year - 2)}年${two(r.whole(1, 12))}月${two(r.whole(1, 28))}日`,
    licenceUntil: `${year + r.whole(3, 25)}年${two(r.whole(1, 12))}月${two(r.whole(1, 28))}日`,
    reference: `019ac0de-${digits(r, 4)}-7${digits(r, 3)}-8${digits(r, 3)}-${digits(r, 12)}`,
    ukey: `JS${digits(r, 10)}`,
  };
}

function makeUscc(r: Random): string {
  const organisation = `MA${characters(r, '0123456789ABCDEFGHJKLMNPQRTUWXY', 6)}`;
  const first17 = `91${region}${organisation}${organisationCheckDigit(organisation)}`;
  return `${first17}${usccCheckDigit(first17)}`;
}

function makeName(r: Random): string {
  return `${r.pick(Array.from(surnames))}${characters(r, givenNames, r.whole(1, 2))}`;
}
