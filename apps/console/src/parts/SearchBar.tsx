import { Button, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../words.ts';

/** A search field with its button. `onSearch` gets the trimmed text, or undefined when it is empty. */
export function SearchBar(props: {
  label: string;
  onSearch: (text: string | undefined) => void;
  children?: ReactNode;
}) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  return (
    <search className="jc-search">
      <form
        className="jz-actions"
        onSubmit={(event) => {
          event.preventDefault();
          props.onSearch(text.trim() || undefined);
        }}
      >
        <label htmlFor={id}>{props.label}</label>
        <Input
          id={id}
          value={text}
          maxLength={100}
          // antd's own icon would be read aloud as "close-circle".
          allowClear={{
            clearIcon: (
              <span role="img" aria-label={words.act.clear}>
                ×
              </span>
            ),
          }}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onClear={() => props.onSearch(undefined)}
        />
        <Button htmlType="submit">{words.act.search}</Button>
        {props.children}
      </form>
    </search>
  );
}
