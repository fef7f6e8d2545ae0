import { Section } from '@jiesuo/ui';
import type { DownloadWords } from '../../words/download/zh.ts';
import { StepPicture } from './StepPicture.tsx';

const pictures = [0, 1, 2, 3] as const;

export function InstallSteps({ words, steps }: { words: DownloadWords; steps: DownloadWords['steps']['win32'] }) {
  return (
    <Section title={words.stepsTitle}>
      <ol className="step-list">
        {pictures.map((step) => {
          const [title, text] = steps[step] ?? [];
          return (
            <li key={title}>
              <StepPicture step={step} />
              <h3>
                {step + 1}. {title}
              </h3>
              <p className="jz-soft">{text}</p>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
