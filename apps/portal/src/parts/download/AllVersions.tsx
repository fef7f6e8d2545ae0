import { CopyButton, Section, showBytes } from '@jiesuo/ui';
import type { Offered } from '../../offers.ts';
import { paths } from '../../paths.ts';
import type { DownloadWords } from '../../words/download/zh.ts';

/** Every archive with its checksum, and how to compare it. */
export function AllVersions({ words, files }: { words: DownloadWords; files: readonly Offered[] }) {
  const windows = files.find(({ system }) => system.startsWith('win32'))?.name ?? '';
  const linux = files.find(({ system }) => system.startsWith('linux'))?.name ?? '';
  return (
    <>
      <Section title={words.allTitle}>
        <dl className="offer-list">
          {files.map(({ name, bytes, sha256 }) => (
            <div key={name}>
              <dt>
                <a href={paths.downloadFile(name)} download>
                  {name}
                </a>{' '}
                <span className="jz-soft">{showBytes(bytes)}</span>
              </dt>
              <dd className="copyable">
                <span>
                  SHA-256 <code>{sha256}</code>
                </span>
                <CopyButton text={sha256} label={name} />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={words.checkTitle}>
        <p>{words.check}</p>
        <ul className="plain-list">
          {windows && (
            <li>
              {words.checkWindows} <span className="command">certutil -hashfile {windows} SHA256</span>
            </li>
          )}
          {linux && (
            <li>
              {words.checkLinux} <span className="command">sha256sum {linux}</span>
            </li>
          )}
        </ul>
      </Section>
    </>
  );
}
