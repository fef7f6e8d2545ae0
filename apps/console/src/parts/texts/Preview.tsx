import { materialWords, type TextContent } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import { Facts, type Language, LongText, showFen, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asked } from '../../api.ts';
import { useWords } from '../../words.ts';

const languages: readonly Language[] = ['zh', 'en'];
const samples: Readonly<Record<string, string>> = {
  code: '123456',
  number: 'AB12CD',
  stop: 'K7M2Q9X4T8RW',
  day: '12-01',
  time: '09:30',
  link: 'https://example.com/stop',
};
const filled = (text: string) => text.replace(/\$\{(\w+)\}/g, (whole, name: string) => samples[name] ?? whole);

/** As people will see it, in both languages. */
export function Preview({ content }: { content: TextContent }) {
  const settings = useQuery({ ...asked('settings.list', {}), staleTime: 60_000 }).data;
  return <div className="jc-preview">{show(content, settings)}</div>;
}

function show(content: TextContent, settings: Settings | undefined): ReactNode {
  switch (content.kind) {
    case 'announcement':
      return languages.map((language) => (
        <article key={language} lang={language}>
          <h3>{content.title[language]}</h3>
          <p className="jz-said">{content.body[language]}</p>
        </article>
      ));
    case 'faq':
      return languages.map((language) => (
        <article key={language} lang={language}>
          {content.items.map(({ question, answer }, index) => (
            <details key={index}>
              <summary>{question[language]}</summary>
              <p className="jz-said">{answer[language]}</p>
            </details>
          ))}
        </article>
      ));
    case 'consent':
      return languages.map((language) => (
        <article key={language} lang={language}>
          <LongText text={settings ? named(content[language], settings, language) : content[language]} />
        </article>
      ));
    case 'message':
      return <Message sms={content.sms} mail={content.mail} signature={settings?.productName.zh ?? ''} />;
    case 'pin_policy':
      return <PinPolicy policy={content} />;
    case 'fee':
      return <Fee fen={content.fen} />;
    case 'reasons':
      return <Reasons items={content.items} />;
  }
}

const named = (text: string, settings: Settings, language: Language) =>
  text
    .replaceAll('{caName}', settings.caName)
    .replaceAll('{productName}', settings.productName[language])
    .replaceAll('{hotline}', settings.hotline)
    .replaceAll('{wechat}', settings.wechat);

function Fee({ fen }: { fen: number }) {
  const { texts } = useWords();
  return <p className="jc-waiting">{fen === 0 ? texts.free : showFen(fen)}</p>;
}

function PinPolicy({ policy }: { policy: Extract<TextContent, { kind: 'pin_policy' }> }) {
  const { texts, said } = useWords();
  return (
    <div>
      <p>{texts.pinRule(policy.min, policy.max, texts.alphabets[policy.alphabet])}</p>
      {policy.defaults.length > 0 && <p className="jz-soft">{texts.pinRefused(policy.defaults.join(said.comma))}</p>}
    </div>
  );
}

function Reasons({ items }: Pick<Extract<TextContent, { kind: 'reasons' }>, 'items'>) {
  const { said } = useWords();
  const language = useLanguage();
  return (
    <ol>
      {items.map((item, index) => (
        <li key={index}>
          {item.zh}
          <br />
          {item.en}
          <br />
          <span className="jz-soft">{item.kinds.map((kind) => materialWords[kind][language]).join(said.comma)}</span>
        </li>
      ))}
    </ol>
  );
}

function Message(props: Pick<Extract<TextContent, { kind: 'message' }>, 'sms' | 'mail'> & { signature: string }) {
  const { texts } = useWords();
  const { sms, mail, signature } = props;
  return (
    <Facts
      facts={[
        [texts.fields.sms, sms && <span key="sms" lang="zh">{`【${signature}】${filled(sms)}`}</span>],
        ...(mail
          ? languages.map((language) => {
              const label = texts.languageOf(texts.fields.mail, language === 'zh' ? texts.inZh : texts.inEn);
              const shown = (
                <span key={language} className="jz-said" lang={language}>
                  <strong>{filled(mail.subject[language])}</strong>
                  {`\n${filled(mail.body[language])}`}
                </span>
              );
              return [label, shown] as const;
            })
          : []),
      ]}
    />
  );
}
