import process from "node:process";
import { createInterface } from "node:readline/promises";
import type { MoveResult } from "#db/moves/engine.server.ts";
import { MoveLeft } from "#db/moves/events.ts";
import type { ExitCode } from "./command.ts";
import { explain } from "./failure.ts";
import { bold, dim, number, print, tell } from "./output.ts";
import { bars, jsonLines, type Show } from "./progress.ts";

/** Runs a move, shows it, and answers with the exit code. Ctrl-C undoes the move or leaves it. */
export async function showMove(
  slug: string,
  json: boolean | undefined,
  work: (onEvent: Show, signal: AbortSignal) => Promise<MoveResult | undefined>,
): ExitCode {
  const ending = interruption(slug, json);
  const answer = (event: string, more: object) => {
    if (json) print(JSON.stringify({ event, slug, ...more }));
  };
  try {
    const result = await work(json ? jsonLines() : bars(), ending.signal);
    if (!result) {
      answer("nothing", {});
      tell(
        `${slug} has no move to take on: it died in the fence and was undone, or its mover lives.`,
      );
      return 1;
    }
    answer("done", summary(result));
    if (!json) describe(slug, result);
    const { differing } = result.findings;
    if (differing.length > 0) {
      tell(
        `${differing.length} rows differ between the old place and the new: ${differing.slice(0, 5).join(", ")}. \`studio rollback ${slug}\` goes back`,
      );
      return 1;
    }
    if (!ending.signal.aborted) return 0;
    tell(`${slug} had moved already: the move was finished.`);
    return ending.code();
  } catch (error) {
    const interrupted = ending.signal.aborted && error === ending.signal.reason;
    const reason = interrupted ? outcomeOf(slug, error) : explain(error);
    answer("failed", { error: reason });
    tell(reason);
    return interrupted ? ending.code() : 1;
  } finally {
    ending.forget();
  }
}

function outcomeOf(slug: string, reason: unknown): string {
  return reason instanceof MoveLeft
    ? `interrupted: ${slug} works where it was. \`studio moves resume\` goes on, and so does a running app`
    : `interrupted: the move is undone, ${slug} works where it was`;
}

/** On a terminal Ctrl-C asks what is to become of the move; elsewhere it is undone. */
function interruption(slug: string, json: boolean | undefined) {
  const controller = new AbortController();
  let code = 130;
  let asking = false;
  const end = (reason: Error) => {
    tell("Ending; once more ends it at once, and the next command tidies up.");
    controller.abort(reason);
  };
  const onSignal = (name: NodeJS.Signals) => {
    code = name === "SIGINT" ? 130 : 143;
    if (controller.signal.aborted || asking) process.exit(code);
    if (name === "SIGINT" && process.stdin.isTTY && !json) void ask();
    else end(new Error("interrupted"));
  };
  const ask = async () => {
    asking = true;
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const words = await terminal.question(
      `\nThe move of ${slug} goes on. Undo it (u), leave it for later (l), or go on (Enter)? `,
    );
    terminal.close();
    asking = false;
    if (words.trim() === "u") end(new Error("interrupted"));
    if (words.trim() === "l") end(new MoveLeft("left for later"));
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    code: () => code,
    forget: () => process.off("SIGINT", onSignal).off("SIGTERM", onSignal),
  };
}

function describe(slug: string, { to, findings, pausedMs }: MoveResult): void {
  const found = findings.differing.length === 0 ? "each the same" : "some of them differ";
  print(
    `${number(findings.rows)} rows compared, ${found}. Writes waited ${pausedMs.toFixed(0)} ms.`,
  );
  if (findings.note) print(findings.note);
  print(`${bold(slug)} lives in ${to.database}.${to.schema} on ${to.cluster} now.`);
  print(
    dim(
      `\`studio rollback ${slug}\` brings it back; \`studio finalize ${slug}\` removes the old copy.`,
    ),
  );
}

function summary({ moveId, from, to, findings, pausedMs }: MoveResult) {
  return {
    moveId,
    from: place(from),
    to: { ...place(to), epoch: to.epoch },
    rows: findings.rows,
    differing: findings.differing,
    pausedMs,
  };
}

function place({ isolation, cluster, database, schema }: MoveResult["from"]) {
  return { isolation, cluster, database, schema };
}
