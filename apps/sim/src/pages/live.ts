/** The one script of the sim's pages: keeps `main` fresh and sends what the buttons say. */
const refreshMs = 1500;
let given = '';

async function refresh(): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (!response?.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live');
  const shown = document.getElementById('live');
  if (!fresh || !shown || fresh.innerHTML === given) return;
  // What a person is typing must not vanish under their hands.
  if (shown.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement) return;
  given = fresh.innerHTML;
  const focused = document.activeElement?.id;
  for (const said of shown.querySelectorAll('output')) {
    const place = fresh.querySelector(`#${CSS.escape(said.id)}`);
    if (place) place.textContent = said.textContent;
  }
  for (const one of shown.querySelectorAll('details[open]'))
    fresh.querySelector(`#${CSS.escape(one.id)}`)?.setAttribute('open', '');
  shown.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
}

async function send(form: HTMLFormElement): Promise<void> {
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  });
  const answer: unknown = await response.json().catch(() => ({}));
  if (typeof answer === 'object' && answer !== null && 'go' in answer && /^\/\w/.test(String(answer.go)))
    return location.assign(String(answer.go));
  const said = form.querySelector('output');
  if (said) said.textContent = wordsFor(form, answer);
  form.querySelector<HTMLInputElement>('input:not([type=hidden])')?.blur();
  await refresh();
}

/** The page's own words for an outcome stand in the form: `data-right`, `data-wrong` … */
function wordsFor(form: HTMLFormElement, answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return '';
  const key = 'outcome' in answer ? String(answer.outcome) : 'code' in answer ? String(answer.code) : '';
  const left = 'triesLeft' in answer ? ` ${String(answer.triesLeft)}` : '';
  return `${form.dataset[key] ?? key}${left}`;
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.target instanceof HTMLFormElement) void send(event.target);
});
setInterval(() => void refresh(), refreshMs);
