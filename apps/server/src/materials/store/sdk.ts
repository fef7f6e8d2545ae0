import { S3Client } from '@aws-sdk/client-s3';
import type { S3Settings } from './environment.ts';

export {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
} from '@aws-sdk/client-s3';
export { Upload } from '@aws-sdk/lib-storage';

const connectSeconds = 3;
/** Of one part. An upload waits for three tries at most; the page that asked gives up after a minute. */
const answerSeconds = 15;
const triesMost = 3;

export function connect({ endpoint, region, keyId, isPathStyle }: S3Settings, secret: string): S3Client {
  return new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    forcePathStyle: isPathStyle,
    maxAttempts: triesMost,
    // Not every implementation knows the newer checksums; the signature covers the bytes on their way, our own tag afterwards.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: connectSeconds * 1000,
      requestTimeout: answerSeconds * 1000,
      throwOnRequestTimeout: true,
      socketTimeout: answerSeconds * 1000,
    },
  });
}
