import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { extensionId } from '../../apps/bridge/src/carriers/extension.ts';
import { type ExtensionOf, extensionFiles } from '../../apps/bridge/src/carriers/extensionFiles.ts';
import { writeCrx } from './crx.ts';
import { writeZip } from './zip.ts';

/** The CA's key: the public half names the extension, the private half is needed only for browsers that install it by policy. */
export interface ExtensionKey {
  readonly publicKey: KeyObject;
  readonly privateKey?: KeyObject;
}
export interface PackedFile {
  readonly name: string;
  readonly system: string;
  readonly bytes: Buffer;
}
export interface PackedExtension {
  readonly id: string;
  /** What the portal offers. */
  readonly offered: readonly PackedFile[];
  /** What the CA gives to a browser's store; it stays in the folder. */
  readonly forStore: PackedFile;
}

const RSA_BITS_LEAST = 2048;

/** @throws Error for any other key. @param pem a private key of the CA's own, or the public key that a store shows for an extension whose private key it keeps. */
export function readExtensionKey(pem: Buffer): ExtensionKey {
  const publicKey = publicKeyIn(pem);
  const bits = publicKey?.asymmetricKeyDetails?.modulusLength ?? 0;
  if (publicKey?.asymmetricKeyType !== 'rsa' || bits < RSA_BITS_LEAST)
    throw new Error(
      `扩展的密钥要用 RSA，至少 ${RSA_BITS_LEAST} 位，PEM 格式。 The extension's key must be RSA of at least ${RSA_BITS_LEAST} bits, in PEM.`,
    );
  return pem.includes('PRIVATE KEY') ? { publicKey, privateKey: createPrivateKey(pem) } : { publicKey };
}

function publicKeyIn(pem: Buffer): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** The browser extension of one CA: for its portals and under its key, and for nobody else. @param portals exact origins, at least one. */
export function packExtension(portals: readonly string[], key: ExtensionKey, version: string): PackedExtension {
  const name = `jiesuo-extension-${version}`;
  const publicKey = key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const id = extensionId(publicKey);
  const of = { portals, version };
  const unpacked = { name: `${name}.zip`, system: 'chromium-zip', bytes: zipOf({ ...of, key: publicKey }) };
  const forStore = { name: `${name}-store.zip`, system: 'chromium-store', bytes: zipOf({ ...of, key: null }) };
  return { id, forStore, offered: [unpacked, ...(key.privateKey ? byPolicy(of, id, publicKey, key.privateKey) : [])] };
}

/** The signed extension and the list by which a browser finds it, both at the first portal. */
function byPolicy(
  of: { readonly portals: readonly string[]; readonly version: string },
  id: string,
  publicKey: string,
  privateKey: KeyObject,
): readonly PackedFile[] {
  const folder = `${of.portals[0]}/downloads`;
  const [crx, updates] = [`jiesuo-extension-${of.version}.crx`, 'jiesuo-extension.xml'];
  const archive = zipOf({ ...of, key: publicKey, updates: `${folder}/${updates}` });
  const list = `<?xml version='1.0' encoding='UTF-8'?>
<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>
  <app appid='${id}'><updatecheck codebase='${folder}/${crx}' version='${of.version}' /></app>
</gupdate>
`;
  return [
    { name: crx, system: 'chromium-crx', bytes: writeCrx(archive, privateKey) },
    { name: updates, system: 'chromium-updates', bytes: Buffer.from(list) },
  ];
}

const zipOf = (of: ExtensionOf): Buffer =>
  writeZip([...extensionFiles(of)].map(([path, bytes]) => ({ path, bytes, isExecutable: false })));
