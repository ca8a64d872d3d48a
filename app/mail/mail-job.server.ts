import type { Platform } from "#db/platform.server.ts";
import type { Mailer } from "./mailer.server.ts";
import { MAIL_QUEUED } from "./mails.server.ts";
import { type Refusal, sendDueMails } from "./send-mails.server.ts";

const EVERY_MS = 5_000;

type JobOptions = {
  /** Milliseconds between two looks that nobody asked for. */
  everyMs?: number;
  onRefusal: (refusal: Refusal) => void;
  onError: (error: unknown) => void;
};

/**
 * Sends mail while the app runs: at once where the database tells of it, and what it did not tell of
 * when looking again. `stop` waits for the mails that are under way.
 */
export function startMailJob(
  { control, operations }: Pick<Platform, "control" | "operations">,
  mailer: Mailer,
  { everyMs = EVERY_MS, onRefusal, onError }: JobOptions,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let wanted = false;
  let round: Promise<void> | undefined;
  const look = () => {
    // A mail of this moment may be too late for the round that is under way.
    wanted = true;
    round ??= lookWhileWanted().finally(() => (round = undefined));
  };
  const lookWhileWanted = async () => {
    while (wanted && !stopping.signal.aborted) {
      wanted = false;
      await sendDueMails(control, mailer, { signal: stopping.signal, onRefusal }).catch(onError);
    }
  };
  const listening = operations.sql.listen(MAIL_QUEUED, look).catch(onError);
  const timer = setInterval(look, everyMs);
  timer.unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await listening.then((told) => told?.unlisten()).catch(onError);
      await round;
      mailer.close();
    },
  };
}
