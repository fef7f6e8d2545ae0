import type { z } from 'zod';
import type { Model } from './model.ts';

/** What is wrong with a model's file; `message` is one sentence, 中文 and English. */
export interface ModelFault {
  /** Name of the file, without its folder. */
  readonly file: string;
  /** Dotted path, e.g. `match.atr.0.value`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}
export type FieldFault = Omit<ModelFault, 'file'>;

export const faultLine = ({ file, field, message }: ModelFault): string =>
  field === '' ? `${file}: ${message}` : `${file}: ${field}: ${message}`;

/** One fault for each thing that does not have the shape; a field that is not known is named itself. */
export function shapeFaults(error: z.ZodError): readonly FieldFault[] {
  return error.issues.flatMap((issue): readonly FieldFault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ field: fieldOf(issue.path), message: sentence(issue) }];
    return issue.keys.map((key) => ({
      field: fieldOf([...issue.path, key]),
      message: '没有这个字段 · there is no such field',
    }));
  });
}

const fieldOf = (path: readonly PropertyKey[]) => path.map(String).join('.');

function sentence(issue: z.core.$ZodIssue): string {
  // Our own sentences are in both languages already.
  if (issue.message.includes(' · ')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && issue.message.endsWith('undefined')
        ? '缺少这一项 · is missing'
        : `应为 ${issue.expected} · must be a ${issue.expected}`;
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return `只能是 ${values} · must be one of ${values}`;
    }
    case 'too_small':
      return `至少为 ${issue.minimum} · must be at least ${issue.minimum}`;
    case 'too_big':
      return `最多为 ${issue.maximum} · must be at most ${issue.maximum}`;
    case 'invalid_key':
      return '没有这个系统 · there is no such system';
    default:
      return '格式不正确 · is not in the right form';
  }
}

/** What the shape alone cannot tell: parts of one model that contradict each other. */
export function contradictions(model: Model): readonly FieldFault[] {
  return rules.filter(({ isBroken }) => isBroken(model)).map(({ field, message }) => ({ field, message }));
}

const hasCard = ({ drivers: { virtual, pcsc } }: Model) => virtual === true || pcsc === true;
const sendsBytes = (model: Model) =>
  hasCard(model) || (model.drivers.skf !== undefined && model.quirks.isTransmitUnusable !== true);
const canBridge = ({ reset, drivers: { skf, pkcs11 }, family }: Model, isCard: boolean) => {
  if (reset.method !== 'trusted_bridge') return true;
  if (reset.via === 'so_init_pin') return pkcs11?.unblockStyle === 'so_init_pin';
  if (reset.via === 'skf_unblock_pin') return skf !== undefined;
  return (isCard && family === 'piv') || pkcs11?.unblockStyle === 'set_pin_with_puk';
};

const rules: readonly (FieldFault & { readonly isBroken: (model: Model) => boolean })[] = [
  {
    field: 'drivers',
    message: '至少写一种驱动 · name at least one driver',
    isBroken: ({ drivers }) => Object.values(drivers).every((driver) => driver === undefined),
  },
  {
    field: 'match.atr',
    message: '用 pcsc 或 virtual 驱动时至少写一个 ATR · the drivers pcsc and virtual need at least one ATR',
    isBroken: (model) => hasCard(model) && model.match.atr.length === 0,
  },
  {
    field: 'match.skf',
    message: '用 skf 驱动时要写厂商名或 USB 编号 · the driver skf needs a manufacturer or USB ids',
    isBroken: ({ drivers, match }) => drivers.skf !== undefined && match.skf.length + match.usb.length === 0,
  },
  {
    field: 'match.pkcs11',
    message: '用 pkcs11 驱动时要写厂商名 · the driver pkcs11 needs a manufacturer',
    isBroken: ({ drivers, match }) => drivers.pkcs11 !== undefined && match.pkcs11.length === 0,
  },
  {
    field: 'family',
    message: '用 pcsc 或 virtual 驱动时不能是 none · must not be none with the drivers pcsc and virtual',
    isBroken: (model) => hasCard(model) && model.family === 'none',
  },
  {
    field: 'family',
    message: '与 reset.method 不符 · does not go with reset.method',
    isBroken: ({ family, reset }) =>
      (reset.method === 'gmt0017' && family !== 'gmt0017') ||
      (reset.method === 'challenge_response' &&
        (reset.scheme === 'gids' ? family !== 'gids' : family === 'gmt0017' || family === 'none')),
  },
  {
    field: 'reset.method',
    message: '没有能发送原始指令的驱动 · no driver of this model can send raw commands',
    isBroken: (model) => model.reset.method !== 'trusted_bridge' && !sendsBytes(model),
  },
  {
    field: 'reset.via',
    message: '没有能这样解锁的驱动 · no driver of this model can unblock that way',
    isBroken: (model) => !canBridge(model, hasCard(model)),
  },
  {
    field: 'reset.application',
    message: 'skf_unblock_pin 需要应用名 · skf_unblock_pin needs the name of the application',
    isBroken: ({ reset }) =>
      reset.method === 'trusted_bridge' && (reset.via === 'skf_unblock_pin') !== (reset.application !== undefined),
  },
  {
    field: 'pin.max',
    message: 'PIV 的密码最多 8 位 · a PIV PIN has at most 8 characters',
    isBroken: ({ family, pin }) => family === 'piv' && pin.max > 8,
  },
  {
    field: 'pin',
    // docs/protocol.md: UNBLOCK sets 16 characters of base64url, which CHANGE then replaces.
    message:
      'gmt0017 会先写入 16 位可打印字符的临时密码，max 至少为 16，alphabet 只能是 printable · gmt0017 first sets a temporary PIN of 16 printable characters: max must be at least 16 and alphabet printable',
    isBroken: ({ reset, pin }) => reset.method === 'gmt0017' && (pin.max < 16 || pin.alphabet !== 'printable'),
  },
];
