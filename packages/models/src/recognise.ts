import type { DriverName } from './drivers.ts';
import { fits, fitsAtr } from './match.ts';
import type { Model } from './model.ts';

/** What a driver sees of a UKey before it opens it. Text without padding. */
export interface TokenFacts {
  readonly driver: DriverName;
  /** Lower-case hex. */
  readonly atr?: string;
  /** `vendor:product`, four lower-case hex digits each. */
  readonly usb?: string;
  /** DEVINFO's or CK_TOKEN_INFO's manufacturer. */
  readonly manufacturer?: string;
  /** DEVINFO's label. */
  readonly label?: string;
  /** CK_TOKEN_INFO's model. */
  readonly model?: string;
}

/**
 * The models that claim this UKey and can be reached by this driver. Empty for a UKey that is none of our business; more than one only for
 * cards with the same ATR, whose families differ: the application on the card then tells which it is.
 */
export const candidates = (models: readonly Model[], facts: TokenFacts): readonly Model[] =>
  models.filter((model) => model.drivers[facts.driver] !== undefined && isOne(model, facts));

/** The one model that claims this UKey; undefined where none does, or where only the application on the card can tell. */
export function recognise(models: readonly Model[], facts: TokenFacts): Model | undefined {
  const [first, ...others] = candidates(models, facts);
  return others.length === 0 ? first : undefined;
}

function isOne({ match }: Model, { driver, atr, usb, manufacturer = '', label = '', model: type = '' }: TokenFacts) {
  if (driver === 'skf')
    return (
      (usb !== undefined && match.usb.includes(usb)) ||
      match.skf.some((one) => fits(one.manufacturer, manufacturer) && (!one.label || fits(one.label, label)))
    );
  if (driver === 'pkcs11')
    return match.pkcs11.some((one) => fits(one.manufacturer, manufacturer) && (!one.model || fits(one.model, type)));
  return atr !== undefined && match.atr.some((one) => fitsAtr(one, atr));
}
