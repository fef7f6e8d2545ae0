/** Later names are worn as masks by earlier ones: Edge says Chrome and Safari too. */
const browsers = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bFirefox\//, 'Firefox'],
  [/\bQQBrowser\//, 'QQ'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\b(?:Headless)?Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const systems = [
  [/Windows NT/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

const nameIn = (list: readonly (readonly [RegExp, string])[], text: string) =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** A browser's own description in two words; as it came when nothing in it is known. */
export function deviceName(description: string): string {
  const known = [nameIn(browsers, description), nameIn(systems, description)].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : description;
}
