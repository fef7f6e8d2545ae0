import type { Model } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { CardFamily } from './family.ts';
import { gids } from './gids.ts';
import { gmt0017 } from './gmt0017.ts';
import { piv } from './piv.ts';

const families: Readonly<Partial<Record<Model['family'], CardFamily>>> = { gmt0017, gids, piv };

/** @throws {DriverFault} for a model whose cards are not spoken to by commands of ours. */
export function familyOf({ family }: Model): CardFamily {
  const found = families[family];
  if (found === undefined) throw new DriverFault('fault', `family ${family}`);
  return found;
}
