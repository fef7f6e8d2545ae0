import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';

/** The person's name, top right, with what belongs to it. Closes on Escape, on a choice and when the focus leaves. */
export function PersonMenu(props: { name: string; entries: readonly { label: string; act: () => void }[] }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="jz-person" ref={root} onKeyDown={onKeyDown}>
      <button ref={button} type="button" className="jz-quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="person" size={18} />
        <span className="jz-person-name">{props.name}</span>
        <Icon name="down" size={16} />
      </button>
      {isOpen && (
        <ul className="jz-person-menu">
          {props.entries.map((entry) => (
            <li key={entry.label}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  entry.act();
                }}
              >
                {entry.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
