import type { ReadUkey as Ukey } from '@jiesuo/contract';
import { Link, Notice, Section, showFen, useGo } from '@jiesuo/ui';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { ApplySteps } from '../parts/ApplySteps.tsx';
import { Failure } from '../parts/Failure.tsx';
import { LinkNotice } from '../parts/link/LinkNotice.tsx';
import { Page } from '../parts/Page.tsx';
import { Condition } from '../parts/pairing/Condition.tsx';
import { Diagnosis } from '../parts/pairing/Diagnosis.tsx';
import { usePairing } from '../parts/pairing/usePairing.ts';
import { UkeyFacts } from '../parts/UkeyFacts.tsx';
import { paths } from '../paths.ts';
import { queryClient, read, useAct, useRead, useSettings } from '../queries.ts';
import { useMaterialWords, useWords } from '../words/index.ts';

/** Step 1, 读取KEY: nothing is asked of the person before the UKey is known to be eligible. */
export function ReadUkey() {
  const words = useWords();
  const go = useGo();
  const pairing = usePairing();
  const draft = useRead('drafts.get', {}).data?.draft;
  const choose = useAct('drafts.choose');
  const [chosen, setChosen] = useState('');
  const found = pairing.watched?.state === 'done' ? (pairing.watched.ukeys ?? []) : undefined;
  const ukey = found?.length === 1 ? found[0] : found?.find((each) => each.claimedSerial === chosen);
  const isFromBefore = found === undefined && !pairing.isBusy && Boolean(draft?.ukey);
  const next = () => {
    if (isFromBefore) {
      go(paths.form);
      return;
    }
    if (!ukey) return;
    choose.mutate(
      { pairing: pairing.pairing, serial: ukey.claimedSerial },
      {
        onSuccess: (kept) => {
          queryClient.setQueryData(read('drafts.get', {}).queryKey, { draft: kept });
          go(paths.form);
        },
      },
    );
  };
  return (
    <Page title={words.menu.reset}>
      <ApplySteps current={0} />
      <Section title={words.apply.steps[0]}>
        <p>{words.apply.readLead}</p>
        <LinkNotice foundSerial={ukey?.claimedSerial} />
        <p className="jz-soft">
          {words.apply.readHint} <Link href={paths.download}>{words.apply.download}</Link>
        </p>
        <div className="jz-actions">
          <Button
            type={ukey || isFromBefore ? 'default' : 'primary'}
            size="large"
            loading={pairing.stage === 'opening'}
            onClick={() => {
              choose.reset();
              setChosen('');
              pairing.start({ purpose: 'read' });
            }}
          >
            {words.apply.read}
          </Button>
        </div>
        <Diagnosis pairing={pairing} />
        {pairing.watched?.state === 'paired' && <Notice isLive>{words.pairing.paired}</Notice>}
        {found?.length === 0 && <Condition code="no_ukey" />}
        {found && found.length > 1 && <Choice ukeys={found} chosen={chosen} onChoose={setChosen} />}
        {ukey && <Found ukey={ukey} />}
        {isFromBefore && draft?.ukey && (
          <>
            <Notice title={words.apply.lastRead}>{words.apply.lastReadHint}</Notice>
            <UkeyFacts ukey={draft.ukey} />
          </>
        )}
        <Failure error={choose.error} />
        <div className="jz-actions">
          <Button
            type="primary"
            size="large"
            disabled={isFromBefore ? draft?.ukey?.verdict !== 'fine' : ukey?.verdict !== 'fine'}
            loading={choose.isPending}
            onClick={next}
          >
            {words.act.next}
          </Button>
        </div>
      </Section>
      <Before />
    </Page>
  );
}

function Choice(props: { ukeys: readonly Ukey[]; chosen: string; onChoose: (serial: string) => void }) {
  const { apply: words } = useWords();
  return (
    <fieldset className="choice">
      <legend>{words.chooseOne}</legend>
      <Radio.Group
        value={props.chosen}
        onChange={(event) => {
          props.onChoose(String(event.target.value));
        }}
      >
        {props.ukeys.map((ukey) => (
          <Radio key={ukey.claimedSerial} value={ukey.claimedSerial}>
            {ukey.subscriber} · {words.ukeySerial} {ukey.claimedSerial}
          </Radio>
        ))}
      </Radio.Group>
    </fieldset>
  );
}

function Found({ ukey }: { ukey: Ukey }) {
  const { apply: words, pairing } = useWords();
  const mayKnowPin = !ukey.isLocked && ukey.userTriesLeft !== 0;
  return (
    <>
      <h3>{pairing.done}</h3>
      <UkeyFacts ukey={ukey} />
      {mayKnowPin && <Notice>{words.knowsPin}</Notice>}
    </>
  );
}

function Before() {
  const { apply: words } = useWords();
  const settings = useSettings();
  const materials = useMaterialWords();
  return (
    <Section title={words.beforeTitle}>
      <ul className="plain-list">
        {materials.map(({ kind, name, note }) => (
          <li key={kind}>
            {name} <span className="jz-soft">{note}</span>
          </li>
        ))}
      </ul>
      {settings && <p>{settings.feeFen === 0 ? words.free : words.fee(showFen(settings.feeFen))}</p>}
    </Section>
  );
}
