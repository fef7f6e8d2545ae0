/** A whole number above 0 from a command's options; ends the command with a sentence where it is none. */
export function whole(values, name, otherwise) {
  const number = values[name] === undefined ? otherwise : Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} 需要正整数 (--${name} takes a whole number above 0)`);
  process.exit(1);
}
