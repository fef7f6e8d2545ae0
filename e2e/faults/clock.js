// Loaded into server and sim (node --import): their clock runs ahead by what a file says, so that a minute's wait costs no minute.
import { readFileSync } from 'node:fs';

const file = process.env.FAULTS_CLOCK;
const RealDate = Date;
const now = () => RealDate.now() + Number(readFileSync(file, 'utf8'));

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  get: (target, name) => (name === 'now' ? now : target[name]),
});
