import { LongText, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { queryClient, useAct, useSettings } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import type { ConsentKind } from '../Consent.tsx';
import { keepStandings } from '../draft/useIdCardConsent.ts';
import { Failure } from '../Failure.tsx';

/** The whole text first, then 同意 below it. */
export function GiveConsent({ kind }: { kind: ConsentKind }) {
  const words = useWords();
  const language = useLanguage();
  const toast = useToast();
  const text = useSettings()?.consents[kind];
  const give = useAct('consents.give');
  const [isOpen, setOpen] = useState(false);
  const name = words.consent[kind];
  const act = () => {
    if (!text) return;
    give.mutate(
      { kind, version: text.version },
      {
        onSuccess: (standings) => {
          keepStandings(standings);
          toast(words.succeeded);
          setOpen(false);
        },
        // The text has changed while it was read.
        onError: () => void queryClient.invalidateQueries({ queryKey: ['settings.show'] }),
      },
    );
  };
  return (
    <>
      <Button aria-label={`${words.account.giveConsent} ${name}`} onClick={() => setOpen(true)}>
        {words.account.giveConsent}
      </Button>
      <Drawer open={isOpen} size={560} title={name} onClose={() => setOpen(false)} destroyOnHidden>
        <p className="jz-soft">{text && words.consent.version(text.version)}</p>
        {text && <LongText text={text[language]} />}
        <Failure error={give.error} />
        <div className="jz-actions">
          <Button onClick={() => setOpen(false)}>{words.act.cancel}</Button>
          <Button type="primary" loading={give.isPending} onClick={act}>
            {words.account.giveConsent}
          </Button>
        </div>
      </Drawer>
    </>
  );
}
