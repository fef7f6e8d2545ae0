import { catalogue, conditionCodes, type HelpAnchor, sentenceOf } from '@jiesuo/contract';
import { CopyButton, Facts, Link, Section, useLanguage } from '@jiesuo/ui';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { OpenFrame } from '../parts/OpenFrame.tsx';
import { Page } from '../parts/Page.tsx';
import { ChangeKnownPin } from '../parts/pairing/ChangeKnownPin.tsx';
import { paths } from '../paths.ts';
import { useSettings } from '../queries.ts';
import { helpEn } from '../words/help/en.ts';
import { helpZh } from '../words/help/zh.ts';
import { useWords } from '../words/index.ts';

const texts = { zh: helpZh, en: helpEn };
/** Chapters that the catalogue of conditions points to, by their place. */
const anchors: readonly (HelpAnchor | undefined)[] = [
  'browser',
  undefined,
  'bridge',
  undefined,
  undefined,
  undefined,
  'reset',
];
const ukeyConditions = conditionCodes.filter((code) => catalogue[code].help === 'ukey');

/** 帮助: the manual, for everyone, logged in or not. */
export function Help() {
  return (
    <OpenFrame>
      <HelpText />
    </OpenFrame>
  );
}

function HelpText() {
  const words = useWords();
  const language = useLanguage();
  const help = texts[language];
  const faq = useSettings()?.faq ?? [];
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
  return (
    <Page title={words.menu.help} lead={help.lead}>
      {help.sections.map((section, index) => (
        <div key={section.title} id={anchors[index]} className="anchor">
          <Section title={section.title}>
            {section.paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            {section.list.length > 0 && (
              <ol className="plain-list">
                {section.list.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
            )}
            {section.offersChange && <ChangeKnownPin />}
            {anchors[index] === 'bridge' && <Link href={paths.download}>{words.apply.download}</Link>}
          </Section>
        </div>
      ))}
      <Conditions />
      <Section title={help.faqTitle}>
        {faq.map(({ question, answer }) => (
          <details key={question.zh} className="faq">
            <summary>{question[language]}</summary>
            <p className="jz-said">{answer[language]}</p>
          </details>
        ))}
      </Section>
      <Contact />
    </Page>
  );
}

/** What drivers may find, in the catalogue's words: the bridge shows the same title and code. */
function Conditions() {
  const { help: words, report } = useWords();
  const language = useLanguage();
  return (
    <div id="ukey" className="anchor">
      <Section title={words.conditions}>
        <p>{report.more}</p>
        {ukeyConditions.map((code) => (
          <details key={code} className="faq">
            <summary>{catalogue[code].title[language]}</summary>
            <p>{sentenceOf(code, language)}</p>
          </details>
        ))}
      </Section>
    </div>
  );
}

function Contact() {
  const { help: words } = useWords();
  const settings = useSettings();
  if (!settings) return null;
  return (
    <div id="contact" className="anchor">
      <Section title={words.contact}>
        <Facts
          facts={[
            [words.hotline, settings.hotline],
            [
              words.wechat,
              <span key="wechat" className="copyable">
                <span>{settings.wechat}</span>
                <CopyButton text={settings.wechat} label={words.wechat} />
              </span>,
            ],
          ]}
        />
      </Section>
    </div>
  );
}
