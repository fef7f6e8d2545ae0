import { useWords } from '../words/index.ts';

/** Where one is in the three steps of CA密码重置. */
export function ApplySteps({ current }: { current: 0 | 1 | 2 }) {
  const { apply } = useWords();
  return (
    <ol className="steps">
      {apply.steps.map((step, index) => (
        <li
          key={step}
          className={index < current ? 'is-done' : index === current ? 'is-now' : ''}
          aria-current={index === current ? 'step' : undefined}
        >
          <span className="step-number" aria-hidden="true">
            {index + 1}
          </span>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  );
}
