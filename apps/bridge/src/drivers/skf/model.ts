import type { Dialect } from '@jiesuo/ceremony';
import { type Model, recognise } from '@jiesuo/models';
import { textOf } from '../text.ts';
import type { DeviceInfo } from './layout.ts';

/** What the texts of DEVINFO say, and which model claims them. */
export interface Recognised {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
  readonly model: Model | undefined;
}

/** The model is told by manufacturer and label; only then it is known in which encoding this maker writes them. */
export function recogniseDevice(models: readonly Model[], info: DeviceInfo): Recognised {
  const maker = textOf(info.manufacturer);
  const model = recognise(models, { driver: 'skf', manufacturer: maker, label: textOf(info.label) });
  const encoding = model?.quirks.textEncoding;
  return {
    serial: textOf(info.serial, encoding),
    label: textOf(info.label, encoding),
    maker: textOf(info.manufacturer, encoding),
    model,
  };
}

/** Name of the application that holds the PINs, where the model tells it. */
export function applicationOf({ reset }: Model): string | undefined {
  return 'application' in reset ? reset.application : undefined;
}

/** How the lengths of its commands stand on the wire: ISO's, unless the record says otherwise. */
export const formOf = ({ reset }: Model): Pick<Dialect, 'headerLength' | 'lcEndian'> =>
  reset.method === 'gmt0017' ? reset : { headerLength: 7, lcEndian: 'big' };

/** Whether its cards speak GM/T 0017 where SKF_Transmit reaches them. */
export const maySpeak0017 = ({ family, quirks }: Model): boolean =>
  family === 'gmt0017' && quirks.isTransmitUnusable !== true;
