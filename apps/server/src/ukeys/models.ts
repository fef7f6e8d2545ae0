import type { MethodProfile } from '@jiesuo/ceremony';

/** What the registry knows of a UKey model: the method a reset uses comes from here, never from a client's claim. */
export interface UkeyModel {
  readonly name: string;
  readonly method: 'gmt0017';
  readonly adminTriesMax: number;
  readonly profile: MethodProfile;
}

const models: Readonly<Record<string, UkeyModel>> = {
  'jiesuo-virtual': {
    name: 'Jiesuo Virtual UKey',
    method: 'gmt0017',
    adminTriesMax: 6,
    profile: {
      id: 'jiesuo-virtual',
      application: 'JIESUO',
      pinHash: 'sha1',
      cipher: 'sm4',
      lcInMac: false,
      lcEndian: 'big',
      headerLength: 7,
    },
  },
};

/** Undefined for a model that cannot be reset remotely. */
export const modelOf = (name: string): UkeyModel | undefined =>
  Object.hasOwn(models, name) ? models[name] : undefined;
export const modelNames = (): string[] => Object.keys(models);
