import { Argument, type Command } from "commander";
import { desc, eq, sql } from "drizzle-orm";
import { resumeMove } from "#db/moves/engine.server.ts";
import { UNDER_WAY } from "#db/moves/move.server.ts";
import { recoverMove } from "#db/moves/recover.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { moves, studios } from "#db/schema/control/index.ts";
import { type ExitCode, exits, type Json, studioCommand } from "./command.ts";
import { Failure } from "./failure.ts";
import { withPlatform } from "./installation.ts";
import { print, printJson, printTable } from "./output.ts";
import { showMove } from "./show-move.ts";

/** `moves`, `moves resume <id>`, `moves undo <id>`. */
export function moveListCommands(): Command[] {
  const list = studioCommand("moves", "the moves of all studios, the latest first", [
    "moves",
    "moves resume 01a1fc36",
    "moves undo 01a1fc36",
  ]).action(exits(show));
  list.addCommand(
    studioCommand("resume", "take on a move whose process died, from where it was", [
      "moves resume 01a1fc36",
    ])
      .addArgument(idArgument())
      .action(exits(resume)),
  );
  list.addCommand(
    studioCommand("undo", "end a move whose process died: undo it, or finish it past its flip", [
      "moves undo 01a1fc36",
    ])
      .addArgument(idArgument())
      .action(exits(undo)),
  );
  return [list];
}

const idArgument = () => new Argument("<id>", "the move, or how its id begins");

function listMoves({ operations }: Platform) {
  return operations.db
    .select({
      id: moves.id,
      studioId: moves.studioId,
      slug: studios.slug,
      kind: moves.kind,
      engine: moves.engine,
      state: moves.state,
      startedAt: moves.startedAt,
      finishedAt: moves.finishedAt,
      pausedMs: moves.pausedMs,
      findings: moves.findings,
      error: moves.error,
    })
    .from(moves)
    .innerJoin(studios, eq(studios.id, moves.studioId))
    .orderBy(desc(moves.startedAt))
    .limit(100)
    .$dynamic();
}

async function show({ json }: Json): ExitCode {
  return withPlatform(async (platform) => {
    const list = await listMoves(platform);
    if (json) printJson(list);
    else if (list.length === 0) print("No studio has moved yet.");
    else {
      printTable(
        list.map(({ id, slug, kind, engine, state, startedAt, pausedMs, findings, error }) => ({
          id,
          slug,
          kind,
          engine,
          state,
          started: startedAt.toISOString().slice(0, 19).replace("T", " "),
          "pause ms": pausedMs === null ? "" : pausedMs.toFixed(0),
          differing: findings ? String(findings.differing.length) : "",
          error: error ?? "",
        })),
      );
    }
    return 0;
  });
}

async function resume(id: string, { json }: Json): ExitCode {
  return withPlatform(async (platform) => {
    const { slug, studioId } = await expectMove(platform, id);
    return showMove(slug, json, (onEvent, signal) =>
      resumeMove(platform, studioId, onEvent, signal),
    );
  });
}

async function undo(id: string, { json }: Json): ExitCode {
  return withPlatform(async (platform) => {
    const { slug, studioId } = await expectMove(platform, id);
    await recoverMove(platform, studioId);
    const [left] = await listMoves(platform).where(eq(moves.studioId, studioId));
    if (left && (UNDER_WAY as readonly string[]).includes(left.state)) {
      throw new Failure(`the move of ${slug} has a process at work: Ctrl-C there undoes it`);
    }
    if (json) printJson({ slug, id: left?.id, state: left?.state });
    else print(`The move of ${slug} is ${left?.state === "aborted" ? "undone" : "finished"}.`);
    return 0;
  });
}

async function expectMove(platform: Platform, id: string) {
  if (!/^[0-9a-f-]{4,36}$/.test(id))
    throw new Failure(`"${id}" is no move's id: see \`studio moves\``);
  const found = await listMoves(platform).where(sql`${moves.id}::text like ${`${id}%`}`);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  throw new Failure(
    found.length === 0
      ? `there is no move ${id}: \`studio moves\` shows them`
      : `several moves begin with ${id}: give more of it`,
  );
}
