import { type Report, type ReportedUkey, readReport } from './report.ts';

/** A model's file as far as a report can tell it; what nobody knows yet is left empty, so that `models check` names it. */
export interface Draft {
  readonly text: string;
  /** What to do next, 中文 and English. */
  readonly hints: readonly string[];
}

/**
 * Makes the beginning of a model from a report that somebody sent: of the first UKey in it that no model claims, else of the first.
 * Undefined when there is no report in `sent`, or no UKey in the report.
 */
export function draftModel(sent: string): Draft | undefined {
  const report = readReport(sent);
  const ukey = report?.ukeys.find(({ model }) => model === undefined) ?? report?.ukeys[0];
  if (!report || !ukey) return undefined;
  return { text: `${JSON.stringify(skeleton(report, ukey), null, 2)}\n`, hints: hintsFor(ukey) };
}

const skeleton = (report: Report, ukey: ReportedUkey) => ({
  id: '',
  maker: ukey.maker ?? '',
  names: { zh: '', en: '' },
  match: matchOf(ukey),
  drivers: driversOf(report, ukey),
  family: ukey.driver === 'pkcs11' ? 'none' : '',
  reset: { method: '' },
  pin: { min: null, max: null, alphabet: 'printable', defaults: [] },
  tries: { user: null, admin: null },
  quirks: {},
  sources: [
    {
      fact: ukey.atr === undefined ? 'match' : 'ATR',
      source: `report of ${report.day}, bridge ${report.bridge} on ${report.system}`,
      isVerified: true,
    },
  ],
  unverifiedCommands: [],
});

function matchOf({ driver, atr, maker = '' }: ReportedUkey) {
  if (driver === 'skf') return { skf: [{ manufacturer: { is: maker } }] };
  if (driver === 'pkcs11') return { pkcs11: [{ manufacturer: { is: maker }, model: { is: '' } }] };
  return { atr: [{ value: atr ?? '' }] };
}

function driversOf({ system, libraries }: Report, { driver }: ReportedUkey) {
  const files = { [system]: libraries.length > 0 ? libraries : [''] };
  if (driver === 'skf') return { skf: { libraries: files } };
  if (driver === 'pkcs11') return { pkcs11: { modules: files, unblockStyle: 'none' } };
  return { [driver]: true };
}

const hintsFor = ({ name, certificates = [] }: ReportedUkey): readonly string[] => [
  `KEY在系统中的名称 What the system calls it: ${name}`,
  ...certificates.map(({ use, issuer, key }) => `证书 Certificate (${use}): ${issuer}, ${key}`),
  '请向厂商或发证机构核实：指令族、重置方式与参数、密码规则、尝试次数；每一项都写明出处。' +
    ' Ask the maker or the CA for family, method and parameters, PIN rules and tries; name the source of each.',
  '填好后请运行 bridge models check，再按 docs/guide/ukey-vendor.md 试用。' +
    ' Then run bridge models check and try it as docs/guide/ukey-vendor.md says.',
];
