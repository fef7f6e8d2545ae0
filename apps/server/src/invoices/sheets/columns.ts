import {
  type InvoiceHolder,
  type InvoiceKind,
  invoiceHolderWords,
  invoiceKindWords,
  type Language,
  shanghaiTime,
} from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import type { TitleFacts } from '@jiesuo/contract/portal';

export interface SheetRow {
  readonly request: string;
  readonly order: string;
  readonly kind: InvoiceKind;
  readonly title: TitleFacts;
  readonly amountFen: number;
  readonly askedAt: Date;
  readonly code: string | null;
  readonly number: string | null;
  readonly day: string | null;
}
interface Column {
  readonly zh: string;
  readonly en: string;
  readonly show: (row: SheetRow, item: Settings['invoiceItem'], language: Language) => string;
}

const holders = (holder: InvoiceHolder, language: Language) => invoiceHolderWords[holder][language];

/** The columns of the sheet that finance fills in, in order. What it reads back is found by these names, in either language. */
export const columns = {
  request: { zh: '申请编号', en: 'Request', show: (row) => row.request },
  order: { zh: '订单号', en: 'Order', show: (row) => row.order },
  kind: { zh: '发票种类', en: 'Kind', show: (row, _item, language) => invoiceKindWords[row.kind][language] },
  holder: { zh: '抬头类型', en: 'Holder', show: (row, _item, language) => holders(row.title.holder, language) },
  name: { zh: '购买方名称', en: 'Buyer', show: (row) => row.title.name },
  taxNumber: { zh: '纳税人识别号', en: 'Tax number', show: (row) => row.title.taxNumber },
  address: { zh: '地址', en: 'Address', show: (row) => row.title.address },
  phone: { zh: '电话', en: 'Phone', show: (row) => row.title.phone },
  bank: { zh: '开户银行', en: 'Bank', show: (row) => row.title.bank },
  bankAccount: { zh: '银行账号', en: 'Bank account', show: (row) => row.title.bankAccount },
  item: { zh: '项目名称', en: 'Item', show: (_row, item) => item.name },
  taxCode: { zh: '税收分类编码', en: 'Tax code', show: (_row, item) => item.taxCode },
  rate: { zh: '税率', en: 'Rate', show: (_row, item) => `${item.ratePercent}%` },
  amount: { zh: '价税合计（元）', en: 'Total (CNY)', show: (row) => (row.amountFen / 100).toFixed(2) },
  email: { zh: '电子邮箱', en: 'E-mail', show: (row) => row.title.email },
  askedAt: { zh: '申请时间', en: 'Asked', show: (row) => shanghaiTime(row.askedAt) },
  code: { zh: '发票代码', en: 'Invoice code', show: (row) => row.code ?? '' },
  number: { zh: '发票号码', en: 'Invoice number', show: (row) => row.number ?? '' },
  day: { zh: '开票日期', en: 'Invoice date', show: (row) => row.day ?? '' },
} as const satisfies Record<string, Column>;
export type ColumnName = keyof typeof columns;

/** As people type a column's name: width, spaces and case do not count. */
const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();

const names = new Map(
  (Object.keys(columns) as ColumnName[]).flatMap((key) =>
    [columns[key].zh, columns[key].en].map((name) => [plain(name), key] as const),
  ),
);
/** Which of our columns a name in a first row means; undefined for finance's own. */
export const columnNamed = (name: string): ColumnName | undefined => names.get(plain(name));
