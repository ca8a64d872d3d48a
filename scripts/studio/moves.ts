import { type Command, Option } from "commander";
import { type MoveRequest, moveStudio } from "#db/moves/engine.server.ts";
import {
  type Destination,
  finalize,
  planDemotion,
  planPromotion,
  planRollback,
} from "#db/moves/operations.server.ts";
import { previewMove } from "#db/moves/preview.server.ts";
import type { Platform } from "#db/platform.server.ts";
import type { Isolation } from "#db/schema/control/index.ts";
import type { StudioRow } from "#db/studios.server.ts";
import { type ExitCode, exits, type Json, slugArgument, studioCommand } from "./command.ts";
import { withStudio } from "./installation.ts";
import { bold, bytes, print, printJson, printTable, tell } from "./output.ts";
import { showMove } from "./show-move.ts";

type MoveOptions = Json & { to?: string; isolation?: Isolation; dryRun?: true };

export function moveCommands(): Command[] {
  return [
    moving("promote", "give a studio a place of its own, here or on another server", [
      "promote lumiere",
      "promote lumiere --to north",
      "promote lumiere --isolation schema --dry-run",
    ])
      .option("--to <cluster>", "the server; where it is now, unless said")
      .addOption(isolation("dedicated", "schema"))
      .action(exits(move(async (_, studio, to) => planPromotion(studio, to)))),
    moving("demote", "bring a studio to the place that small ones share, or to a schema", [
      "demote grandmix",
      "demote grandmix --isolation schema",
    ])
      .option("--to <cluster>", "the server; where it is now, unless said")
      .addOption(isolation("shared", "schema"))
      .action(exits(move(async (_, studio, to) => planDemotion(studio, to)))),
    moving("rollback", "bring a studio back to where its last move came from", [
      "rollback lumiere",
    ]).action(exits(move((platform, studio) => planRollback(platform, studio)))),
    studioCommand("finalize", "remove what a studio left where it was; ends the rollback", [
      "finalize lumiere",
    ])
      .addArgument(slugArgument())
      .action(exits(removeOld)),
  ];
}

function moving(name: string, description: string, examples: string[]): Command {
  return studioCommand(name, description, examples)
    .addArgument(slugArgument())
    .option("--dry-run", "say what would be moved and what is in the way; move nothing");
}

function isolation(usual: Isolation, other: Isolation): Option {
  return new Option("--isolation <isolation>", `${usual}, unless said`).choices([usual, other]);
}

type Plan = (platform: Platform, studio: StudioRow, to: Destination) => Promise<MoveRequest>;

function move(plan: Plan) {
  return async (slug: string, options: MoveOptions): ExitCode =>
    withStudio(slug, async (platform, studio) => {
      const { to: cluster, isolation: wished, json, dryRun } = options;
      const request = await plan(platform, studio, { cluster, isolation: wished });
      if (dryRun) return preview(platform, studio, request, json);
      return carryOut(platform, studio, request, json);
    });
}

async function preview(
  platform: Platform,
  studio: StudioRow,
  request: MoveRequest,
  json: boolean | undefined,
): ExitCode {
  const { tables, reasons } = await previewMove(platform, studio, request);
  const from = { isolation: studio.isolation, cluster: studio.cluster };
  const to = { isolation: request.isolation, cluster: request.cluster };
  if (json) {
    printJson({ kind: request.kind, slug: studio.slug, from, to, tables, reasons });
    return reasons.length === 0 ? 0 : 1;
  }
  print(`${request.kind} ${bold(studio.slug)}: ${where(from)} → ${where(to)}`);
  printTable(tables.map(({ table, rows, bytes: size }) => ({ table, rows, size: bytes(size) })));
  if (reasons.length === 0) print("It could start now.");
  for (const reason of reasons) tell(`In the way: ${reason}`);
  return reasons.length === 0 ? 0 : 1;
}

/** Exit code 1 also where a row differs: the studio works, and somebody has to look. */
async function carryOut(
  platform: Platform,
  studio: StudioRow,
  request: MoveRequest,
  json: boolean | undefined,
): ExitCode {
  if (!json) {
    print(`${request.kind} ${bold(studio.slug)}: ${where(studio)} → ${where(request)}`);
  }
  return showMove(studio.slug, json, (onEvent, signal) =>
    moveStudio(platform, request, onEvent, signal),
  );
}

async function removeOld(slug: string, { json }: Json): ExitCode {
  return withStudio(slug, async (platform, studio) => {
    const removed = await finalize(platform, studio);
    if (json) printJson({ slug, removed });
    else if (removed.length === 0) print(`${slug} had left nothing behind.`);
    for (const { database, schema, cluster } of json ? [] : removed) {
      print(`Removed what ${slug} left in ${database}.${schema} on ${cluster}.`);
    }
    return 0;
  });
}

function where({ isolation, cluster }: { isolation: Isolation; cluster: string }): string {
  return `${isolation} on ${cluster}`;
}
