import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useUiWords } from './language.tsx';
import { Notice } from './Notice.tsx';

/** Keeps a fault of one part from taking the page away. Nothing of the error is shown: it may hold what a person typed. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError() {
    return { isBroken: true };
  }
  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Broken
        onRetry={() => {
          this.setState({ isBroken: false });
        }}
      />
    );
  }
}

export function Broken({ onRetry, children }: { onRetry: () => void; children?: ReactNode }) {
  const words = useUiWords();
  return (
    <Notice tone="bad" isLive title={words.brokenTitle} actions={<Button onClick={onRetry}>{words.tryAgain}</Button>}>
      {children ?? words.brokenHint}
    </Notice>
  );
}
