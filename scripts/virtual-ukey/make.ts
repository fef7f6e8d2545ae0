import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type AnyCardState,
  type CardState,
  createCard,
  type GidsState,
  issueCard,
  issueDemoCa,
  issueGidsCard,
  issuePivCard,
  type PivState,
} from '@jiesuo/card';
import { faultLine, type Model, ownModels, readFiles, readModels } from '@jiesuo/models';

export type Kind = 'sm2' | 'rsa' | 'p256';
type State = AnyCardState;

export interface Made {
  readonly card: ReturnType<typeof powered>;
  /** As the console's import of UKeys takes it. */
  readonly record: {
    readonly serial: string;
    readonly model: string;
    readonly certificate: string;
    readonly adminPin: string;
  };
  readonly lines: readonly string[];
}

const person = { company: '解锁试用（虚构）有限公司', uscc: '91110000100000000X', label: '试用KEY' };
/** A virtual UKey is for trying: its PIN is known to everybody. */
const userPin = 'Try-2468';

/**
 * A virtual UKey that answers as the model's record says: ATR, maker, application, tries, cipher of the admin key.
 * @param wanted id of a model that comes with the product, or a model's file.
 * @throws Error with one sentence for whoever typed the command.
 */
export function makeCard(wanted: string, kind?: Kind): Made {
  const model = findModel(wanted);
  const { state, adminSecret, certificateDer } = issue(model, kind);
  const card = powered(state, model);
  const base64 = Buffer.from(certificateDer).toString('base64');
  const certificate = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return {
    card,
    record: { serial: state.serial, model: model.id, certificate, adminPin: adminSecret },
    lines: [
      `型号 model: ${model.id} (${model.reset.method})`,
      `序列号 serial: ${state.serial}，ATR ${Buffer.from(card.atr).toString('hex')}`,
      `CA密码 PIN: ${userPin}，管理密钥 admin secret: ${adminSecret}`,
    ],
  };
}

function findModel(wanted: string): Model {
  const { models } = readModels([ownModels]);
  const own = models.find(({ id }) => id === wanted);
  if (own) return own;
  if (!existsSync(wanted)) {
    const ids = models.filter(({ family }) => family !== 'none').map(({ id }) => id);
    throw new Error(
      `没有型号 ${wanted}，可用：${ids.join('、')} (there is no such model; these are: ${ids.join(', ')})`,
    );
  }
  const { models: found, faults } = readFiles([wanted]);
  if (faults.length > 0) throw new Error(faults.map(faultLine).join('\n'));
  const [first] = found;
  if (!first) throw new Error(`${basename(wanted)}：不是型号文件 (is no file of a model)`);
  return first;
}

interface Issued {
  readonly state: State;
  readonly adminSecret: string;
  readonly certificateDer: Uint8Array;
}

function issue(model: Model, kind: Kind | undefined): Issued {
  const { family, reset, tries, match } = model;
  const triesMax = Math.min(tries.admin ?? 6, 10);
  const named = match.skf[0]?.manufacturer;
  const maker = named === undefined ? model.maker : 'is' in named ? named.is : named.startsWith;
  const order = { ca: issueDemoCa(), ...person, userPin, triesMax, maker };
  const isoKind = kind === 'rsa' || kind === 'p256' ? kind : 'p256';
  if (family === 'gmt0017') return issueGmt(model, kind, order);
  if (kind === 'sm2') throw new Error('GIDS和PIV卡没有SM2 (GIDS and PIV cards have no SM2)');
  if (family === 'gids') {
    const adminCipher = cipherOf(model) as GidsState['adminCipher'];
    const { state, adminKey, certificateDer } = issueGidsCard({ ...order, kind: isoKind, adminCipher });
    return { state, adminSecret: adminKey, certificateDer };
  }
  if (family === 'none')
    throw new Error('这个型号只有库，没有可以虚拟的卡 (this model has libraries only, no card to make)');
  const unblockedBy: PivState['unblockedBy'] = reset.method === 'challenge_response' ? 'admin_key' : 'puk';
  const { state, puk, adminKey, certificateDer } = issuePivCard({
    ...order,
    keys: [{ slot: '9c', kind: isoKind }],
    unblockedBy,
    ...(unblockedBy === 'admin_key' && { adminCipher: cipherOf(model) as PivState['adminCipher'] }),
  });
  return { state, adminSecret: unblockedBy === 'puk' ? puk : adminKey, certificateDer };
}

type GmtOrder = Omit<Parameters<typeof issueCard>[0], 'kind'>;

function issueGmt({ reset }: Model, kind: Kind | undefined, order: GmtOrder): Issued {
  if (kind === 'p256') throw new Error('GM/T 0017 的虚拟KEY只有 sm2 和 rsa (virtual GM/T 0017 UKeys are sm2 or rsa)');
  const { state, adminPin, certificateDer } = issueCard({ ...order, kind: kind ?? 'sm2' });
  const application = 'application' in reset ? reset.application : undefined;
  const named: CardState = application === undefined ? state : { ...state, applicationName: application };
  if (reset.method === 'gmt0017') {
    const { pinHash, lcInMac, lcEndian, headerLength } = reset;
    return {
      state: { ...named, dialect: { pinHash, lcInMac, lcEndian, headerLength } },
      adminSecret: adminPin,
      certificateDer,
    };
  }
  return { state: named, adminSecret: adminPin, certificateDer };
}

/** As the virtual cards name it: `3des`, `aes256`. */
function cipherOf({ reset }: Model): string {
  if (reset.method !== 'challenge_response') return '3des';
  const [name = '', bits = ''] = reset.cipher.split('-');
  return name === '3des' ? name : `${name}${bits}`;
}

/** With the ATR of the model's record, where it has one: that is what the bridge recognises it by. */
function powered(state: State, { match }: Model) {
  const card = createCard(state);
  const hex = match.atr[0]?.value;
  return {
    atr: hex === undefined ? card.atr : Uint8Array.from(Buffer.from(hex, 'hex')),
    get state() {
      return card.state;
    },
    control: card.control.bind(card),
    apdu: card.apdu.bind(card),
  };
}
