import { sql } from "drizzle-orm";
import type { Platform } from "./platform.server.ts";

export type Health = { status: "ok" } | { status: "unavailable"; reason: string };

/** Rejects where what it looks after is away. */
export type HealthCheck = { name: string; check: () => Promise<unknown> };

/** Without these two no request can be served; a studio elsewhere that is away is its own trouble. */
export function platformChecks({ control, connections, names }: Platform): HealthCheck[] {
  return [
    { name: "control database", check: () => control.execute(sql`select 1`) },
    {
      name: "shared database",
      async check() {
        const lane = await connections.borrow({ cluster: "main", database: names.shared });
        try {
          await lane.sql`select 1`;
        } finally {
          connections.giveBack(lane);
        }
      },
    },
  ];
}

const patience = 2_000;

/** All checks at once, two seconds at most; the reason names each that failed. */
export async function checkHealth(checks: HealthCheck[]): Promise<Health> {
  const failures = await Promise.all(checks.map(failureOf));
  const reasons = failures.filter((reason) => reason !== undefined);
  return reasons.length === 0
    ? { status: "ok" }
    : { status: "unavailable", reason: reasons.join("; ") };
}

async function failureOf({ name, check }: HealthCheck): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
  });
  try {
    await Promise.race([check(), late]);
    return undefined;
  } catch (error) {
    return `${name}: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    clearTimeout(timer);
  }
}
