import type { Environment } from "#db/environment.server.ts";
import { watchPlatform } from "#db/moves/watchdog.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { checkRows } from "./features/clients/imports/checking.server.ts";
import {
  IMPORT_CHECK,
  IMPORT_RUN,
  IMPORT_SWEEP,
  IMPORT_UNDO,
} from "./features/clients/imports/import-errands.server.ts";
import { runImport } from "./features/clients/imports/importing.server.ts";
import { sweepImport } from "./features/clients/imports/sweeping.server.ts";
import { undoRows } from "./features/clients/imports/undoing.server.ts";
import { CALL_SHEET } from "./features/sessions/call-sheet-changes.server.ts";
import { callSheetMails } from "./features/sessions/call-sheet-mails.server.ts";
import { startSweep } from "./identity/sweep.server.ts";
import { log } from "./lib/log.server.ts";
import { startMailJob } from "./mail/mail-job.server.ts";
import { keepsMail, openMailer } from "./mail/mailer.server.ts";
import { startErrandJob } from "./tenancy/errand-job.server.ts";

type Job = { stop(): Promise<void> };

/** All that a running app does without being asked. `stop` waits for what is being done. */
export function startJobs(environment: Environment, platform: Platform): Job {
  const jobs = [
    watchdog(platform),
    mail(environment, platform),
    sweep(platform),
    errands(platform),
  ].filter((job) => job !== undefined);
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

function watchdog(platform: Platform): Job {
  return watchPlatform(platform, (error) => log.error(error, "the watchdog failed"));
}

function mail(environment: Environment, platform: Platform): Job | undefined {
  const mailer = openMailer(environment);
  if (mailer) {
    return startMailJob(platform, mailer, {
      onRefusal: (refusal) => log.warn(refusal, "a mail was not taken"),
      onError: (error) => log.error(error, "mail failed"),
    });
  }
  if (!keepsMail(environment)) log.warn("mail waits: SMTP_URL names no server to send it");
  return undefined;
}

function errands(platform: Platform): Job {
  return startErrandJob(
    platform,
    {
      [CALL_SHEET]: callSheetMails,
      [IMPORT_CHECK]: checkRows,
      [IMPORT_RUN]: runImport,
      [IMPORT_UNDO]: undoRows,
      [IMPORT_SWEEP]: sweepImport,
    },
    { onError: (error, studioId) => log.error({ err: error, studioId }, "an errand failed") },
  );
}

function sweep(platform: Platform): Job {
  return startSweep(platform.control, (error) => log.error(error, "a sweep failed"));
}
