import { openHolders } from '../../keys/root/holders.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';

/** Logs in to the HSM and counts its keys; nothing is made. Whether they open the root key, `vault status` says. */
export async function checkVault({ config }: Surroundings): Promise<readonly Finding[]> {
  const { hsm, isUnsealedByShares } = config.vault;
  const shares = found(
    'VAULT_UNSEAL',
    'note',
    '启动后处于封存状态，等待保管人执行 vault unseal',
    'the server starts sealed and waits for custodians and vault unseal',
  );
  const findings = isUnsealedByShares ? [shares] : [];
  if (!hsm) return findings;
  const asked = await tried('VAULT_HSM_MODULE', async () => {
    const held = openHolders({ ...config, masterKey: undefined, masterKeyFile: undefined });
    try {
      const keys = (await held.holders[0]?.keys()) ?? [];
      return found(
        'VAULT_HSM_MODULE',
        'good',
        `HSM 可以登录，其中有 ${keys.length} 把包裹密钥`,
        `the HSM lets us in and has ${keys.length} wrapping keys`,
      );
    } finally {
      held.close();
    }
  });
  return [...findings, ...asked];
}
