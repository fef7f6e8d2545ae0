import type { CompanyName } from './people.ts';

const healthyTries = 6;

/** The model in whose name the registry knows it; GM/T 0017 unless told. */
export type DemoModel = 'jiesuo-virtual' | 'jiesuo-gids-3des' | 'jiesuo-piv' | 'jiesuo-piv-puk';

/** What each virtual UKey of the demo shows. `orders…` are known to the registry only: nobody has them in hand. */
export interface DemoUkey {
  readonly part: string;
  readonly model?: Exclude<DemoModel, 'jiesuo-virtual'>;
  readonly kind: 'sm2' | 'rsa' | 'p256';
  readonly company: CompanyName;
  readonly label: string;
  /** Of a subscriber who forgot it, where the UKey is locked. */
  readonly userPin: string;
  readonly userTriesLeft: number;
  readonly adminTriesLeft?: number;
  readonly adminPin?: string;
  readonly isExpired?: boolean;
  readonly isOfOtherCa?: boolean;
  readonly isOnlyRegistered?: boolean;
}

const userPin = 'Demo-pin-2026';
const sharedAdminPin = 'Shared-Adm1n-P1n';

/** Serial numbers follow the list's order: JS2026000000001 … */
export const demoUkeys: readonly DemoUkey[] = [
  { part: 'main', kind: 'sm2', company: 'main', label: '示例科技-国密-已锁', userPin, userTriesLeft: 0 },
  { part: 'healthy', kind: 'sm2', company: 'main', label: '示例科技-正常', userPin, userTriesLeft: healthyTries },
  { part: 'rsa', kind: 'rsa', company: 'main', label: '示例科技-RSA-已锁', userPin, userTriesLeft: 0 },
  {
    part: 'otherCa',
    kind: 'sm2',
    company: 'stranger',
    label: '他家CA-已锁',
    userPin,
    userTriesLeft: 0,
    isOfOtherCa: true,
  },
  {
    part: 'adminTriesLow',
    kind: 'sm2',
    company: 'builder',
    label: '管理次数不足',
    userPin,
    userTriesLeft: 0,
    adminTriesLeft: 3,
  },
  { part: 'expired', kind: 'sm2', company: 'builder', label: '证书已过期', userPin, userTriesLeft: 0, isExpired: true },
  { part: 'weak', kind: 'sm2', company: 'trader', label: '管理密码弱', userPin, userTriesLeft: 0, adminPin: '111111' },
  {
    part: 'sharedOne',
    kind: 'sm2',
    company: 'trader',
    label: '管理密码相同-1',
    userPin,
    userTriesLeft: 0,
    adminPin: sharedAdminPin,
  },
  {
    part: 'sharedTwo',
    kind: 'sm2',
    company: 'trader',
    label: '管理密码相同-2',
    userPin,
    userTriesLeft: 0,
    adminPin: sharedAdminPin,
  },
  ...['unpaid', 'review1', 'review2', 'review3', 'rejected', 'completed', 'cancelled', 'expiredOrder'].map(
    (part, index): DemoUkey => ({
      part,
      kind: 'sm2',
      company: index % 2 === 0 ? 'builder' : 'trader',
      label: `登记库-${part}`,
      userPin,
      userTriesLeft: 0,
      isOnlyRegistered: true,
    }),
  ),
  // Last: the serial numbers of those before them are written down in guides and tests.
  {
    part: 'gids',
    model: 'jiesuo-gids-3des',
    kind: 'rsa',
    company: 'main',
    label: '示例科技-GIDS-已锁',
    userPin,
    userTriesLeft: 0,
  },
  {
    part: 'piv',
    model: 'jiesuo-piv',
    kind: 'p256',
    company: 'main',
    label: '示例科技-PIV-已锁',
    userPin: 'Demo-026',
    userTriesLeft: 0,
  },
  {
    part: 'pivPuk',
    model: 'jiesuo-piv-puk',
    kind: 'rsa',
    company: 'main',
    label: '示例科技-PIV(PUK)-已锁',
    userPin: 'Demo-027',
    userTriesLeft: 0,
  },
];
