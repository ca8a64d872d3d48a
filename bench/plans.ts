import { sql, type SQL } from "drizzle-orm";
import type { StudioDb } from "#db/studio.server.ts";

export type Asked = { text: string; parameters: unknown[] };

type Session = {
  prepareQuery(query: { sql: string; params: unknown[] }, ...rest: unknown[]): unknown;
};

/** Runs the work and returns the statements that it sent, in their order. */
export async function asked(db: StudioDb, work: (db: StudioDb) => Promise<unknown>) {
  const statements: Asked[] = [];
  const { session } = (db as unknown as { _: { session: Session } })._;
  const prepare = session.prepareQuery.bind(session);
  session.prepareQuery = (query, ...rest) => {
    statements.push({ text: query.sql, parameters: query.params });
    return prepare(query, ...rest);
  };
  await work(db);
  session.prepareQuery = prepare;
  return statements;
}

export type Plan = { lines: string[]; buffers: number; milliseconds: number };

/** How the server runs a statement in the scope that `db` is in. */
export async function explain(db: StudioDb, { text, parameters }: Asked): Promise<Plan> {
  const lines = (
    await db.execute<{ "QUERY PLAN": string }>(
      sql`explain (analyze, buffers) ${inlined(text, parameters)}`,
    )
  ).map((row) => row["QUERY PLAN"]);
  const whole = lines.find((line) => line.trim().startsWith("Buffers:")) ?? "";
  const read = [...whole.matchAll(/(?:hit|read)=(\d+)/g)].map((match) => Number(match[1]));
  const time = /Execution Time: ([\d.]+)/.exec(lines.at(-1) ?? "")?.[1];
  return {
    lines,
    buffers: read.reduce((sum, count) => sum + count, 0),
    milliseconds: Number(time),
  };
}

function inlined(text: string, parameters: unknown[]): SQL {
  const parts = text.split(/\$(\d+)/);
  return sql.join(
    parts.map((part, n) => (n % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`)),
  );
}

/** A plan without its estimates, and with ids and long lists cut. */
export function shortened(lines: string[]): string[] {
  return lines
    .filter(
      (line) =>
        !/^ *(InitPlan \d+|-> {2}Result .*rows=1 width=16.*|Index Searches: .*)$/.test(line),
    )
    .map((line) =>
      line
        .replace(/ {2}\(cost=\S+ rows=\d+ width=\d+\)/, "")
        .replaceAll(/'?\{?[0-9a-f]{8}-[0-9a-f-]{27}(,[0-9a-f-]{36})*\}?'?/g, "…")
        .replaceAll("::timestamp with time zone", ""),
    );
}
