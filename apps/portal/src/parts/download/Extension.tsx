import { CopyButton, Section, showBytes } from '@jiesuo/ui';
import { Button } from 'antd';
import type { OfferedExtension } from '../../offers.ts';
import { paths } from '../../paths.ts';
import type { DownloadWords } from '../../words/download/zh.ts';

/** The CA's browser extension, for browsers that open no window on this computer: from a store, by hand, or by an administrator's policy. */
export function Extension({
  words: { extension: words },
  offered,
}: {
  words: DownloadWords;
  offered: OfferedExtension;
}) {
  const { id, store, files } = offered;
  const zip = files.find(({ system }) => system === 'chromium-zip');
  const updates = files.find(({ system }) => system === 'chromium-updates');
  const policy = updates ? `${id};${location.origin}${paths.downloadFile(updates.name)}` : '';
  return (
    <Section title={words.title}>
      <p>{words.lead}</p>
      <div className="jz-actions">
        {store && (
          <Button href={store} target="_blank" rel="noreferrer">
            {words.store}
          </Button>
        )}
        {zip && (
          <Button href={paths.downloadFile(zip.name)} download>
            {words.download(showBytes(zip.bytes))}
          </Button>
        )}
      </div>
      <ul className="plain-list">
        {zip && (
          <li>
            <strong>{words.byHand[0]}</strong> {words.byHand[1]}
          </li>
        )}
        {updates && (
          <li>
            <strong>{words.byPolicy[0]}</strong> {words.byPolicy[1]}
            <p className="copyable">
              <span className="command">{policy}</span>
              <CopyButton text={policy} label="ExtensionInstallForcelist" />
            </p>
          </li>
        )}
        <li>{words.needsBridge}</li>
      </ul>
    </Section>
  );
}
