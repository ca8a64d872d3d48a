import type { ControlDb } from "#db/control.server.ts";
import type { Mailer } from "./mailer.server.ts";
import { sendDueMails } from "./send-mails.server.ts";

const EVERY_MS = 2_000;

/** Sends mail while the app runs. `stop` waits for the one that is under way. */
export function startMailJob(
  control: ControlDb,
  mailer: Mailer,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let round: Promise<void> | undefined;
  const look = () => {
    round ??= sendDueMails(control, mailer, stopping.signal)
      .then(() => undefined, onError)
      .finally(() => (round = undefined));
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await round;
      mailer.close();
    },
  };
}
