import { useEffect, useRef, useState } from 'react';

const secondMs = 1000;
const two = (figure: number) => String(figure).padStart(2, '0');

/** `23:59:58` until a moment, counting down; calls `onOver` once it has come. */
export function Countdown({ until, onOver }: { until: string; onOver?: () => void }) {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((Date.parse(until) - now) / secondMs));
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), secondMs);
    return () => clearInterval(timer);
  }, [isOver]);
  const told = useRef<string>(undefined);
  useEffect(() => {
    // Once for each moment.
    if (!isOver || told.current === until) return;
    told.current = until;
    onOver?.();
  }, [isOver, until, onOver]);
  return (
    // Read out at every second, it would drown the page.
    <time role="timer" aria-live="off" className="countdown" dateTime={until}>
      {two(Math.floor(left / 3600))}:{two(Math.floor(left / 60) % 60)}:{two(left % 60)}
    </time>
  );
}
