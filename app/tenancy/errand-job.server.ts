import type { Platform } from "#db/platform.server.ts";
import { ERRAND_DUE, type ErrandHandlers, runErrands, sweepErrands } from "./errands.server.ts";

const EVERY_MS = 2_000;
const SWEEP_MS = 60 * 60_000;

type JobOptions = {
  /** Milliseconds between two looks that nobody asked for. */
  everyMs?: number;
  onError: (error: unknown, studioId?: string) => void;
};

/** Runs the studios' errands while the app runs. `stop` waits for the one that is under way. */
export function startErrandJob(
  platform: Pick<Platform, "control" | "openStudio" | "operations">,
  handlers: ErrandHandlers,
  { everyMs = EVERY_MS, onError }: JobOptions,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  let wanted = false;
  let round: Promise<void> | undefined;
  const look = () => {
    wanted = true;
    round ??= lookWhileWanted().finally(() => (round = undefined));
  };
  const lookWhileWanted = async () => {
    while (wanted && !signal.aborted) {
      wanted = false;
      await runErrands(platform, handlers, { signal, onError }).catch(onError);
    }
  };
  let sweeping: Promise<void> | undefined;
  const sweep = () => {
    sweeping ??= sweepErrands(platform, signal)
      .then(look, onError)
      .finally(() => (sweeping = undefined));
  };
  sweep();
  const listening = platform.operations.sql.listen(ERRAND_DUE, look).catch(onError);
  const timers = [setInterval(look, everyMs), setInterval(sweep, SWEEP_MS)];
  for (const timer of timers) timer.unref();
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      stopping.abort();
      await listening.then((told) => told?.unlisten()).catch(onError);
      await Promise.all([round, sweeping]);
    },
  };
}
