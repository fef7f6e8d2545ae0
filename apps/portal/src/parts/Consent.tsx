import { LongText, useLanguage } from '@jiesuo/ui';
import { Button, Checkbox, Drawer } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useSettings } from '../queries.ts';
import { useWords } from '../words/index.ts';

export type ConsentKind = 'terms' | 'privacy' | 'id_card';

/** A link-like button that opens the full text of a consent, with its version, in a drawer. */
export function ConsentText({ kind }: { kind: ConsentKind }) {
  const words = useWords();
  const language = useLanguage();
  const text = useSettings()?.consents[kind];
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="link" className="inline-link" disabled={!text} onClick={() => setOpen(true)}>
        {words.consent.title(words.consent[kind])}
      </Button>
      <Drawer open={isOpen} size={560} title={words.consent[kind]} onClose={() => setOpen(false)} destroyOnHidden>
        <p className="jz-soft">{text && words.consent.version(text.version)}</p>
        {text && <LongText text={text[language]} />}
      </Drawer>
    </>
  );
}

/** A consent that is given only by the person's own tick. The texts open beside the label, so that reading never ticks. */
export function ConsentCheck(props: {
  isGiven: boolean;
  onChange: (isGiven: boolean) => void;
  fault: string | undefined;
  label: string;
  children: ReactNode;
}) {
  const words = useWords();
  const id = useId();
  return (
    <div className="consent">
      <Checkbox
        checked={props.isGiven}
        aria-invalid={props.fault ? true : undefined}
        aria-describedby={`${id}-fault`}
        onChange={(event) => {
          props.onChange(event.target.checked);
        }}
      >
        {props.label}
      </Checkbox>
      <span>{props.children}</span>
      <div id={`${id}-fault`} className="jz-fault" aria-live="polite">
        {props.fault && words.consent.missing}
      </div>
    </div>
  );
}
