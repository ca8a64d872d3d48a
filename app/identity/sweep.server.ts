import { lt, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { oneTimeLinks, signIns } from "#db/schema/control/index.ts";
import { sweepMails } from "#app/mail/mails.server.ts";
import { sweepThrottles } from "./throttle.server.ts";

const EVERY_MS = 3_600_000;

/** Removes what has expired: nobody needs it any more, and each row says something of a person. */
export async function sweepIdentity(control: ControlDb): Promise<void> {
  await control.delete(signIns).where(lt(signIns.expiresAt, sql`now()`));
  await control.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, sql`now()`));
  await sweepThrottles(control);
  await sweepMails(control);
}

/** Sweeps every hour. `stop` waits for the sweep that is on. */
export function startSweep(control: ControlDb, onError: (error: unknown) => void) {
  let sweep = Promise.resolve();
  const timer = setInterval(() => {
    sweep = sweepIdentity(control).catch(onError);
  }, EVERY_MS);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await sweep;
    },
  };
}
