import { LongText, useLanguage } from '@jiesuo/ui';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api.ts';
import { useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Loaded } from '../Failure.tsx';

type Consent = Answer<'accounts.consents'>['items'][number];

/** The words of one consent as they were when it was given. */
export function GivenText({ consent }: { consent: Consent }) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const name = words.consent[consent.kind];
  return (
    <>
      <Button
        size="small"
        aria-label={`${words.account.wordsThen} ${name} ${consent.version}`}
        onClick={() => setOpen(true)}
      >
        {words.account.wordsThen}
      </Button>
      <Drawer open={isOpen} size={560} title={name} onClose={() => setOpen(false)} destroyOnHidden>
        <Words id={consent.id} />
      </Drawer>
    </>
  );
}

function Words({ id }: { id: string }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <Loaded query={useRead('consents.text', { id })}>
      {(text) => (
        <>
          <p className="jz-soft">{words.consent.version(text.version)}</p>
          {text.words ? <LongText text={text.words[language]} /> : <p>{words.account.wordsNotKept}</p>}
          <p className="jz-soft long-code">SHA-256: {text.hash}</p>
        </>
      )}
    </Loaded>
  );
}
