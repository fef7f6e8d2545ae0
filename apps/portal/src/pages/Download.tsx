import { Loading, Notice, Section, showBytes, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Choice, choiceOf, type Offers } from '../offers.ts';
import { AllVersions } from '../parts/download/AllVersions.tsx';
import { Extension } from '../parts/download/Extension.tsx';
import { InstallSteps } from '../parts/download/InstallSteps.tsx';
import { OpenFrame } from '../parts/OpenFrame.tsx';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { offers } from '../queries.ts';
import { downloadEn } from '../words/download/en.ts';
import { downloadZh } from '../words/download/zh.ts';

const texts = { zh: downloadZh, en: downloadEn };

/** What a person fetches by hand; the rest of an extension is for browsers under a policy. */
const forPeople = ({ files, extension }: Offers) => [
  ...files,
  ...(extension?.files.filter(({ system }) => system === 'chromium-zip') ?? []),
];

/** 下载证书助手: for everyone, chosen by the visitor's system, plain about what will not work. */
export function Download() {
  const words = texts[useLanguage()];
  const choice = choiceOf(navigator.userAgent);
  const offered = useQuery(offers());
  const isLinux = 'system' in choice && choice.system.startsWith('linux');
  return (
    <OpenFrame>
      <Page title={words.title} lead={words.lead}>
        <Section title={words.forYou}>
          {'without' in choice && (
            <Notice tone="warn" title={words.without[choice.without].title}>
              {words.without[choice.without].text}
            </Notice>
          )}
          {offered.isPending ? <Loading /> : <Offer offers={offered.data ?? undefined} choice={choice} />}
        </Section>
        <InstallSteps words={words} steps={isLinux ? words.steps.linux : words.steps.win32} />
        {offered.data?.extension && <Extension words={words} offered={offered.data.extension} />}
        {offered.data && <AllVersions words={words} files={forPeople(offered.data)} />}
        <Section title={words.wontTitle}>
          <ul className="plain-list">
            {words.wont.map(([what, instead]) => (
              <li key={what}>
                <strong>{what}</strong> {instead}
              </li>
            ))}
          </ul>
        </Section>
        <Section title={words.removeTitle}>
          <ul className="plain-list">
            {words.remove.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Section>
      </Page>
    </OpenFrame>
  );
}

function Offer({ offers: listed, choice }: { offers: Offers | undefined; choice: Choice }) {
  const words = texts[useLanguage()];
  if (!listed) return <Notice>{words.none}</Notice>;
  const file = 'system' in choice ? listed.files.find(({ system }) => system === choice.system) : undefined;
  if (!file || !('system' in choice)) return null;
  return (
    <>
      <div className="jz-actions">
        <Button type="primary" size="large" href={paths.downloadFile(file.name)} download>
          {words.download(words.systems[choice.system])}
        </Button>
        <a href={paths.startBridge}>{words.start}</a>
      </div>
      <p className="jz-hint">{words.version(listed.version, showBytes(file.bytes))}</p>
      <p className="jz-hint">{words.startHint}</p>
    </>
  );
}
