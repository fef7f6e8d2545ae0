import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../../words.ts';

const KEY = 'jiesuo.console.keys';

/** Single-key shortcuts can be switched off (WCAG 2.1.4); the browser keeps the choice. */
export function useSingleKeys() {
  const [isOn, setOn] = useState(() => {
    try {
      return localStorage.getItem(KEY) !== 'off';
    } catch {
      return true;
    }
  });
  const choose = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(KEY, next ? 'on' : 'off');
    } catch {
      // Storage may be closed by policy: the choice then lasts as long as the page.
    }
  };
  return [isOn, choose] as const;
}

const keys = [
  ['A', 'accept'],
  ['R', 'refuse'],
  ['1 – 9', 'choose'],
  ['M', 'mark'],
  ['Ctrl + Enter', 'decide'],
  ['N', 'next'],
  ['+ −', 'zoom'],
  ['← →', 'page'],
  ['Shift + ← →', 'rotate'],
  ['B, Shift + B', 'light'],
  ['C, Shift + C', 'contrast'],
  ['0', 'reset'],
  ['Esc', 'leave'],
  ['?', 'help'],
] as const;

export function KeysDialog(props: {
  isOpen: boolean;
  onClose: () => void;
  isOn: boolean;
  onChoose: (isOn: boolean) => void;
}) {
  const { review, desk, act } = useWords();
  const said = { ...review.keysList, ...desk.keysList };
  return (
    <Modal
      open={props.isOpen}
      title={review.keys}
      closable={false}
      onCancel={props.onClose}
      width={480}
      footer={<Button onClick={props.onClose}>{act.close}</Button>}
    >
      <dl className="jc-keys">
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{said[word]}</dd>
          </div>
        ))}
      </dl>
      <Checkbox checked={props.isOn} onChange={(event) => props.onChoose(event.target.checked)}>
        {review.keysOn}
      </Checkbox>
    </Modal>
  );
}
