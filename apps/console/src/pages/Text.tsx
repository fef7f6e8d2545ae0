import { Link, Loading, Notice, Page, Section } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { asked } from '../api.ts';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { Draft } from '../parts/texts/Draft.tsx';
import { History } from '../parts/texts/History.tsx';
import { Preview } from '../parts/texts/Preview.tsx';
import { type Named, namedBy, nameOf } from '../parts/texts/text.ts';
import { Waiting } from '../parts/texts/Waiting.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

export function Text() {
  const text = useLocation().pathname.slice(paths.texts.length + 1);
  const words = useWords();
  const named = namedBy(text);
  return named ? <TextOf key={text} named={named} /> : <Notice>{words.said.notFound}</Notice>;
}

function TextOf({ named }: { named: Named }) {
  const words = useWords();
  const { texts } = words;
  const me = useMe();
  const shown = useQuery({ ...asked('texts.show', named), gcTime: 0 });
  const text = shown.data;
  const content = text?.content ?? text?.draft?.content;
  const title = content?.kind === 'announcement' ? content.title.zh : undefined;
  return (
    <Page title={nameOf(named, words, title)} site={words.console}>
      <p>
        <Link href={`${paths.texts}?kind=${named.kind}`}>{texts.backToList}</Link>
      </p>
      <Refusal error={shown.error} onRetry={() => void shown.refetch()} />
      {!text && shown.isPending && <Loading />}
      {text && (
        <div className="jc-stack">
          <Waiting named={named} text={text} />
          <Section title={texts.current}>
            <p className="jz-soft">{sayVersion(text.version, texts)}</p>
            {text.content ? <Preview content={text.content} /> : <p>{texts.nothingNow}</p>}
          </Section>
          {me.may('texts.save') && <Draft key={text.draft?.revision ?? 0} named={named} text={text} />}
          <History named={named} revision={text.draft?.revision ?? 0} />
        </div>
      )}
    </Page>
  );
}

const sayVersion = (version: number | null, texts: ReturnType<typeof useWords>['texts']): string =>
  version === null ? texts.notInForce : version === 0 ? texts.builtIn : texts.versionOf(version);
