const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });

/** `2026-11-22 18:03:05`, in Asia/Shanghai. */
export const shanghai = (iso: string) => clock.format(new Date(iso));
