import { generateSync } from 'otplib';
import type { DemoWorld } from '../demo/world.ts';

const stepSeconds = 30;

export interface StaffLogIn {
  readonly name: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly password: string;
  /** The code of this moment; it works once. */
  readonly totp: string;
  readonly secondsLeft: number;
}

/** Everyone's log-in with the TOTP code of this moment (RFC 6238, 30 s). */
export function staffLogIns(world: DemoWorld, now: Date): StaffLogIn[] {
  const epoch = Math.floor(now.getTime() / 1000);
  return world.staff.map(({ totpSecret, ...person }) => ({
    ...person,
    totp: generateSync({ secret: totpSecret, epoch }),
    secondsLeft: stepSeconds - (epoch % stepSeconds),
  }));
}
