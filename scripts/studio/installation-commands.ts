import type { Command } from "commander";
import { openLane } from "#db/connections/lane.ts";
import { giveMissingLogins } from "#db/dedicated.server.ts";
import { checkHealth, type HealthCheck, platformChecks } from "#db/health.server.ts";
import { migratePlaces } from "#db/migrate.server.ts";
import { migrateSchema } from "#db/migrations.server.ts";
import { verifyStudio } from "#db/moves/verify.server.ts";
import type { Platform } from "#db/platform.server.ts";
import { type ExitCode, exits, type Json, slugArgument, studioCommand } from "./command.ts";
import { withPlatform, withStudio } from "./installation.ts";
import { dim, green, print, printJson, printTable, red, tell } from "./output.ts";

export function installationCommands(): Command[] {
  return [
    studioCommand("verify", "check a studio's place, its fence, its keys and its old copy", [
      "verify lumiere",
      "verify lumiere --json",
    ])
      .addArgument(slugArgument())
      .action(exits(verify)),
    studioCommand("migrate", "bring every database and its login up to date", ["migrate"]).action(
      exits(migrate),
    ),
    studioCommand("health", "whether each server answers", ["health", "health --json"]).action(
      exits(health),
    ),
  ];
}

async function verify(slug: string, { json }: Json): ExitCode {
  return withStudio(slug, async (platform, studio) => {
    const { ok, checks, tables } = await verifyStudio(platform, studio);
    if (json) {
      printJson({ slug, ok, checks, tables });
    } else {
      for (const check of checks) printCheck(check);
      print();
      printTable(Object.entries(tables).map(([table, { rows, hash }]) => ({ table, rows, hash })));
    }
    if (!ok) tell(`${slug} is not as it should be: see the checks that failed`);
    return ok ? 0 : 1;
  });
}

async function migrate({ json }: Json): ExitCode {
  return withPlatform(async (platform) => {
    const { clusters, names } = platform;
    const control = await clusters.address("main", names.control, "owner");
    const applied = (await migrateSchema(control, "public", "control")).map(({ name }) => name);
    if (!json) print(`control: ${applied.join(", ") || "up to date"}`);
    const migrated = await migratePlaces(platform, ({ cluster, database, schema, ...place }) => {
      if (json) return;
      const name = `${database}.${schema} on ${cluster}`;
      const outcome = place.error ? red(place.error) : place.applied.join(", ") || "up to date";
      print(`${name}: ${outcome}`);
    });
    const logins = await giveMissingLogins(platform, ({ cluster, database, error }) => {
      if (!json) print(`${database} on ${cluster}: ${error ? red(error) : "has a login now"}`);
    });
    const bare = logins.filter(({ error }) => error !== undefined);
    if (json) {
      const places = migrated.map(({ cluster, database, schema, ...place }) => {
        return { cluster, database, schema, applied: place.applied, error: place.error ?? null };
      });
      const given = logins.map(({ cluster, database, error }) => {
        return { cluster, database, error: error ?? null };
      });
      printJson({ control: { applied }, places, logins: given });
    }
    if (bare.length > 0) tell(`${bare.length} databases have no login of their own yet`);
    const failed = migrated.filter(({ error }) => error !== undefined).length;
    if (failed > 0) tell(`${failed} places could not be migrated; the others are up to date`);
    return failed === 0 && bare.length === 0 ? 0 : 1;
  });
}

async function health({ json }: Json): ExitCode {
  return withPlatform(async (platform) => {
    const all = [...platformChecks(platform), ...(await clusterChecks(platform))];
    const checks = await Promise.all(
      all.map(async (check) => {
        const found = await checkHealth([check]);
        const ok = found.status === "ok";
        return { name: check.name, ok, detail: ok ? "answers" : found.reason };
      }),
    );
    const ok = checks.every((check) => check.ok);
    if (json) printJson({ status: ok ? "ok" : "unavailable", checks });
    else for (const check of checks) printCheck(check);
    if (!ok) tell("not all of the installation answers: see the checks that failed");
    return ok ? 0 : 1;
  });
}

/** The servers that house studios, `main` among them. */
async function clusterChecks({ clusters, operations }: Platform): Promise<HealthCheck[]> {
  const known = await operations.sql<{ name: string }[]>`select name from clusters order by name`;
  return known.map(({ name }) => ({
    name: `cluster ${name}`,
    async check() {
      const address = await clusters.address(name, "postgres", "owner");
      const lane = await openLane(address, { applicationName: "rsm health" });
      await lane.close();
    },
  }));
}

function printCheck({ name, ok, detail }: { name: string; ok: boolean; detail: string }): void {
  print(`${ok ? green("✓") : red("✗")} ${name.padEnd(20)} ${ok ? dim(detail) : detail}`);
}
