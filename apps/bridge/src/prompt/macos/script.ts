import type { Dialog } from '../dialog.ts';

/** An AppleScript text literal. What is shown is plain text already; quotes and backslashes could still end it. */
export const literal = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;

/**
 * The script of one dialog: `display dialog`, its answer hidden. It answers `P` and what was typed, `Y`, or `T` for nobody there;
 * 取消 is AppleScript's error -128.
 * @param field label of the password field; undefined for yes or no.
 */
export function appleScript(dialog: Dialog, field: string | undefined, seconds: number): string {
  const text = [
    ...(dialog.warning === undefined ? [] : [`⚠ ${dialog.warning}`, '']),
    dialog.text,
    ...(field === undefined ? [] : ['', field]),
  ];
  const command = [
    `display dialog ${literal(text.join('\n'))} with title ${literal(dialog.title)}`,
    ...(field === undefined ? [] : ['default answer "" with hidden answer']),
    `buttons {${literal(dialog.cancel)}, ${literal(dialog.ok)}} cancel button 1`,
    // Return must not say yes for somebody who is typing elsewhere.
    ...(field === undefined ? [] : ['default button 2']),
    `giving up after ${seconds}`,
  ].join(' ');
  const shown =
    dialog.image === undefined
      ? [`set answer to ${command}`]
      : [
          'try',
          `set answer to ${command} with icon (POSIX file ${literal(dialog.image)} as alias)`,
          'on error number n',
          'if n is -128 then error number -128',
          `set answer to ${command}`,
          'end try',
        ];
  return [
    'activate',
    ...shown,
    'if gave up of answer then return "T"',
    field === undefined ? 'return "Y"' : 'return "P" & text returned of answer',
    '',
  ].join('\n');
}
