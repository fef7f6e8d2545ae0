import { randomUUID } from 'node:crypto';
import { openBucket, secretOf } from '../../materials/store/bucket.ts';
import { openStores, probeStore } from '../../materials/store/open.ts';
import type { Store } from '../../materials/store/store.ts';
import { type Finding, found, type Surroundings, tried } from './finding.ts';

/** Where files go, and whether the object store's secret can be read. Nothing is sent. */
export async function checkStore({ config: { files, databaseUrl } }: Surroundings): Promise<readonly Finding[]> {
  const { s3, store } = files;
  const findings: Finding[] = [];
  if (store === 'disk' && databaseUrl !== undefined)
    findings.push(
      found(
        'FILES_STORE',
        'note',
        '文件存在本机磁盘：只有一个节点，或各节点挂载同一个目录时才可以',
        'files lie on this disk: good for one node, or where all nodes mount the same folder',
      ),
    );
  if (s3 === undefined) return findings;
  if (s3.endpoint?.startsWith('http:'))
    findings.push(
      found(
        'S3_ENDPOINT',
        'note',
        '连接不加密：内容已加密，但对象名看得见',
        'the connection is not encrypted: contents are, the names of objects are not',
      ),
    );
  findings.push(
    ...(await tried('S3_SECRET_FILE', () => {
      secretOf(s3);
      return found('S3_SECRET_FILE', 'good', '对象存储的密钥可用', "the object store's secret can be read");
    })),
  );
  return findings;
}

/** Writes, reads and removes a file of its own in each store that has settings, and an object where backups go. */
export async function askStores({ config }: Surroundings): Promise<readonly Finding[]> {
  const { current, other } = openStores(config);
  const findings: Finding[] = [];
  // A disk is judged with its folder.
  for (const store of [current, other]) if (store?.name === 's3') findings.push(...(await askOne(store)));
  const { s3, backup } = config.files;
  if (s3 !== undefined && backup.bucket !== undefined) {
    const bucket = openBucket(s3, backup.bucket);
    findings.push(
      ...(await tried('BACKUP_BUCKET', async () => {
        await bucket.has(`check-${randomUUID()}`);
        await bucket.greet();
        return found('BACKUP_BUCKET', 'good', '备份的存储桶可以访问', 'the bucket of backups can be reached');
      })),
    );
  }
  return findings;
}

const askOne = (store: Store): Promise<readonly Finding[]> =>
  tried('S3_BUCKET', async () => {
    await probeStore(store);
    return found('S3_BUCKET', 'good', '对象存储可以写入、读取和删除', 'the object store takes, gives and removes');
  });
