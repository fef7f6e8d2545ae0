import type { Sight } from '../commands/view.ts';
import { bridge } from './bridge.ts';
import { el } from './dom.ts';
import type { Say } from './language.ts';
import { ukeyList } from './ukeyList.ts';

/** An element that shows what is plugged in, and how it is told. */
export interface Shown {
  readonly element: HTMLElement;
  readonly show: (sight: Sight) => void;
}

/**
 * Tells what is plugged in, again each time that it changes. A bridge that does not answer any more is noticed elsewhere.
 * @returns the function that ends it.
 */
export function follow(show: (sight: Sight) => void): () => void {
  const over = new AbortController();
  void (async () => {
    let seen = '';
    try {
      while (!over.signal.aborted) {
        const sight = await bridge.look(seen, over.signal);
        if (over.signal.aborted) return;
        if (sight.seen !== seen) show(sight);
        seen = sight.seen;
      }
    } catch {
      // The window's own call says why.
    }
  })();
  return () => over.abort();
}

/** Every UKey with its certificates. */
export function listed(choose?: (slot: string) => Promise<void>): Shown {
  const body = el(
    'div',
    { class: 'list' },
    el('p', { class: 'quiet' }, (w) => w.ukeys.looking),
  );
  const aloud = el('p', { class: 'unseen', 'aria-live': 'polite' });
  let said = -1;
  return {
    element: el(
      'section',
      { class: 'sheet' },
      el('h3', {}, (w) => w.ukeys.heading),
      body,
      aloud,
    ),
    show(sight) {
      body.replaceChildren(...ukeyList(sight, choose));
      const { length } = sight.ukeys;
      if (length !== said && sight.isComplete) {
        aloud.replaceChildren(el('span', {}, (w) => (length === 0 ? w.ukeys.none : w.ukeys.count(length))));
        said = length;
      }
    },
  };
}

/** One line: is the UKey of this order here? */
export function present(serial: string): Shown {
  const line = el('p', { class: 'quiet', role: 'status' });
  const tell = (say: Say, mood: string) => {
    line.className = mood;
    line.replaceChildren(el('span', {}, say));
  };
  return {
    element: line,
    show({ ukeys, isComplete }) {
      const ready = ukeys.filter(({ state }) => state === 'ready');
      if (ready.some(({ ukey }) => ukey?.serial === serial)) tell((w) => w.ukeys.wanted.here, 'good');
      else if (ukeys.some(({ state }) => state === 'reading') || !isComplete) tell((w) => w.ukeys.looking, 'quiet');
      else if (ukeys.some(({ state }) => state === 'busy')) tell((w) => w.ukeys.state.busy, 'warn');
      else if (ready.length > 0) tell((w) => w.ukeys.wanted.other, 'warn');
      else tell((w) => w.ukeys.wanted.missing, 'warn');
    },
  };
}
