// What the scope of a studio costs: a query through `openStudio` against the same SQL, prepared, on
// the same driver, with the studio as a filter and as a role that row-level security does not bind;
// written as text (bare) and built by drizzle (built), as the scoped one is. All in one run and in
// turns, on the server's socket and through a proxy that adds 1 ms.
import { mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { and, asc, eq, type SQL } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { openClient } from "#db/connections/client.ts";
import { DEFAULT_LIMITS, openConnections } from "#db/connections.server.ts";
import { SHARED_SCHEMA } from "#db/names.ts";
import { clients } from "#db/schema/studio/index.ts";
import { openStudio, type StudioDb, type StudioSource } from "#db/studio.server.ts";
import { openProxy } from "./proxy/open.ts";
import { type Example, makeFixture } from "./scope/fixture.ts";

const STUDIOS = 1_000;
const ROWS = 1_000;
const CLIENTS = [1, 16, 64];
const ROUNDS = 6;
const ROUND_MS = 200;

type Query = {
  name: string;
  bare: string;
  parameters: (example: Example) => (string | number)[];
  /** The same by drizzle; without a scope, `studio` filters. */
  built: (db: StudioDb, example: Example, studio?: SQL) => Promise<unknown[]>;
};

const columns = { id: clients.id, name: clients.name, city: clients.city };
const select = `select id, name, city from ${SHARED_SCHEMA}.clients where studio_id = $1`;
const QUERIES: Query[] = [
  {
    name: "one by key",
    bare: `${select} and id = $2`,
    parameters: ({ placement, clientId }) => [placement.studioId, clientId],
    built: (db, { clientId }, studio) =>
      db
        .select(columns)
        .from(clients)
        .where(and(studio, eq(clients.id, clientId))),
  },
  {
    name: "list of 50",
    bare: `${select} order by name, id limit $2`,
    parameters: ({ placement }) => [placement.studioId, 50],
    built: (db, _, studio) =>
      db
        .select(columns)
        .from(clients)
        .where(studio)
        .orderBy(asc(clients.name), asc(clients.id))
        .limit(50),
  },
];

const began = performance.now();
const fixture = await makeFixture(STUDIOS, ROWS);
try {
  const { version, arch } = process;
  const cpu = os.cpus()[0]?.model.trim() ?? arch;
  console.log(`${STUDIOS} studios of ${ROWS} rows; ${os.cpus().length} × ${cpu}, Node ${version}`);
  console.log(
    "p50 in ms of bare, built, scoped | p50 of scoped to bare, to built | queries per second | round trips\n",
  );
  await measureLink("socket", undefined);
  const socketDir = path.join(fixture.dataDir, "proxy");
  await mkdir(socketDir);
  const proxy = await openProxy({
    listen: `${socketDir}/.s.PGSQL.${fixture.port}`,
    server: fixture.socket,
    delayMs: 0.5,
  });
  await measureLink("+ 1 ms", { socketDir, flights: proxy.flights });
  await proxy.close();
  console.log(`\n${((performance.now() - began) / 1000).toFixed(0)} seconds in all`);
} finally {
  await fixture.close();
}

type Link = { socketDir: string; flights: () => number };

async function measureLink(name: string, link: Link | undefined): Promise<void> {
  const bare = openClient(await fixture.address("mover", link?.socketDir), {
    max: DEFAULT_LIMITS.perDatabase,
    applicationName: "bare",
    settings: { search_path: SHARED_SCHEMA },
  });
  const prepared = {
    options: bare.options,
    unsafe: (sql: string, parameters: never[]) => bare.unsafe(sql, parameters, { prepare: true }),
  };
  const db = drizzle({ client: prepared as unknown as typeof bare });
  const connections = openConnections(() => fixture.address("app", link?.socketDir));
  const source: StudioSource = {
    connections,
    placementOf: async () => undefined,
    recover: () => {},
  };
  for (const query of QUERIES) {
    const contenders: Contender[] = [
      (example) => bare.unsafe(query.bare, query.parameters(example), { prepare: true }),
      (example) => query.built(db, example, eq(clients.studioId, example.placement.studioId)),
      (example) =>
        openStudio(source, example.placement).read((scoped) => query.built(scoped, example)),
    ];
    for (const clientCount of CLIENTS) {
      const results = await measureInTurns(contenders, clientCount, link);
      const [bareOne, builtOne, scoped] = results as [Measured, Measured, Measured];
      const cells = [
        results.map(({ p50 }) => p50.toFixed(2)),
        [bareOne, builtOne].map(({ p50 }) => (scoped.p50 / p50).toFixed(2)),
        results.map(({ rate }) => rate.toFixed(0)),
        link ? results.map(({ flights }) => flights.toFixed(2)) : [],
      ].map((figures) => figures.map((figure) => figure.padStart(6)).join(" "));
      const label = `${name.padEnd(7)} ${query.name} ${String(clientCount).padStart(3)} clients`;
      console.log([label, ...cells].join("  | "));
    }
  }
  await Promise.all([bare.end(), connections.close()]);
}

type Contender = (example: Example) => Promise<unknown[]>;
type Measured = { p50: number; rate: number; flights: number };

/** Turn by turn, so that what the machine does besides meets all. */
async function measureInTurns(contenders: Contender[], clientCount: number, link?: Link) {
  const sums = contenders.map(() => ({ times: [] as number[], seconds: 0, flights: 0 }));
  for (const contender of contenders) await load(contender, clientCount, ROUND_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [n, contender] of contenders.entries()) {
      const sum = sums[n];
      const [start, flights] = [performance.now(), link?.flights() ?? 0];
      sum?.times.push(...(await load(contender, clientCount, ROUND_MS)));
      if (sum) sum.seconds += (performance.now() - start) / 1000;
      if (sum) sum.flights += (link?.flights() ?? 0) - flights;
    }
  }
  return sums.map(({ times, seconds, flights }): Measured => {
    const sorted = times.sort((a, b) => a - b);
    return {
      p50: sorted[sorted.length >> 1] ?? Number.NaN,
      rate: times.length / seconds,
      flights: flights / times.length,
    };
  });
}

async function load(contender: Contender, clientCount: number, ms: number): Promise<number[]> {
  const times: number[] = [];
  const end = performance.now() + ms;
  const client = async () => {
    for (let start = performance.now(); start < end; start = performance.now()) {
      const example = fixture.examples[Math.floor(Math.random() * fixture.examples.length)];
      if (!example || (await contender(example)).length === 0) throw new Error("no rows came");
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: clientCount }, client));
  return times;
}
