// What it costs to find one client among a hundred thousand of a studio that shares its place with a
// thousand others, beside the same look without the index that row-level security keeps from patterns.
// And what it costs to take a file of clients in, beside a COPY of the same rows past triggers and policies.
// `--clients 100000` is how many the studio has, `--rows 50000` how many the file has; 0 leaves that part out.
import os from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { and, asc, isNull, sql } from "drizzle-orm";
import { foundBy, rankedBy } from "#app/features/clients/client-search.server.ts";
import { countClients, listClients } from "#app/features/clients/client-lists.server.ts";
import { contains } from "#app/lib/search.server.ts";
import { clients } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import { findStudio } from "#db/studios.server.ts";
import { fillClients, fillOthers } from "./clients/fill.ts";
import { timeCopy, timeImport } from "./clients/import.ts";
import { makeFixture } from "./fixture.ts";
import { head, percentile, row } from "./moves/figures.ts";
import { asked, explain, shortened } from "./plans.ts";
import { inTurns } from "./turns.ts";

const OTHERS = 1_000;
const ROUNDS = 20;

const { values: flags } = parseArgs({
  options: {
    clients: { type: "string", default: "100000" },
    rows: { type: "string", default: "50000" },
  },
});
const [count, rows] = [Number(flags.clients), Number(flags.rows)];
for (const given of [count, rows]) {
  if (!Number.isInteger(given) || given < 0)
    throw new Error("--clients and --rows take a whole number");
}

const fixture = await makeFixture();
try {
  const cpu = os.cpus()[0]?.model.trim() ?? process.arch;
  say(`${os.cpus().length} × ${cpu}, Node ${process.version}`);
  await fixture.inShared((mover, schema) => fillOthers(mover, schema, OTHERS));
  if (count > 0) {
    const studio = await fixture.addStudio("large", (mover, schema, studioId) =>
      fillClients(mover, schema, studioId, count),
    );
    await fixture.analyze();
    say(`${count} clients, beside ${OTHERS} studios of ten`);
    await measureSearch(studio);
    await printPlans(studio);
  }
  if (rows > 0) await measureImport();
} finally {
  await fixture.close();
}

/** What people type, from what one client has to what a tenth of them have. */
async function measureSearch(studio: Studio) {
  const [one] = await studio.read((db) =>
    db
      .select({ name: clients.name, phone: clients.phone, email: clients.email })
      .from(clients)
      .where(sql`${clients.phone} is not null and ${clients.email} is not null`)
      .limit(1),
  );
  if (!one?.phone || !one.email) throw new Error("the studio has no client");
  const typed = {
    "a whole name": one.name,
    "the middle of a word": one.name.slice(2, 7),
    "two words": one.name.split(" ").toReversed().join(" ").slice(0, -2),
    "an e-mail": one.email.slice(0, 14),
    "a phone, by its country": `+33 ${one.phone.slice(1, 14)}`,
    "three letters of many": "mar",
    "two letters": "an",
    nobody: "xyzzy",
  };
  console.log(
    head("typed", "found", "palette p50, ms", "p99", "list p50", "p99", "scan p50", "scan / list"),
  );
  for (const [what, words] of Object.entries(typed)) {
    const filter = { typed: words, onlyVip: false, archived: false };
    const found = await studio.read((db) => countClients(db, filter));
    const times = await inTurns(
      {
        palette: async () => {
          await studio.read((db) => rankedBy(db, words, isNull(clients.archivedAt), 20));
        },
        list: async () => {
          await studio.read((db) => listClients(db, filter, new Date()));
        },
        scan: async () => {
          await studio.read((db) => scan(db, words));
        },
      },
      ROUNDS,
    );
    const p50 = (name: keyof typeof times) => percentile(times[name], 0.5);
    const p99 = (name: keyof typeof times) => percentile(times[name], 0.99);
    console.log(
      row(
        what,
        found,
        p50("palette"),
        p99("palette"),
        p50("list"),
        p99("list"),
        p50("scan"),
        p50("scan") / p50("list"),
      ),
    );
  }
}

/** A page of the same, as it was before there was a search: each row's texts folded and looked through. */
function scan(db: Parameters<Parameters<Studio["read"]>[0]>[0], words: string) {
  return db
    .select({ id: clients.id, name: clients.name })
    .from(clients)
    .where(
      and(
        isNull(clients.archivedAt),
        contains(words, clients.name, clients.email, clients.phone, clients.city),
      ),
    )
    .orderBy(asc(clients.name), asc(clients.id))
    .limit(51);
}

/** A file with eleven columns, from its upload to its undoing, into a studio of the shared place. */
async function measureImport() {
  const nothing = async () => {};
  const studio = await fixture.addStudio("importing", nothing);
  await fixture.addStudio("copied", nothing);
  const times = await timeImport(studio, rows, { undo: true });
  const copyMs = await measureCopy();
  console.log(head(`${rows} rows`, "s", "rows / s", "ratio to COPY"));
  const steps = {
    upload: times.stageMs,
    check: times.checkMs,
    import: times.importMs,
    undo: times.undoMs ?? 0,
  };
  for (const [name, ms] of Object.entries({ ...steps, "COPY of the same": copyMs })) {
    console.log(row(name, ms / 1_000, (rows * 1_000) / ms, ms / copyMs));
  }
  say(`the process grew by ${times.grewMegabytes} MB at most`);
}

/** Again into the second studio, of whom the first has again what the file brought. */
async function measureCopy(): Promise<number> {
  const [from, to] = await Promise.all(
    ["importing", "copied"].map((slug) => findStudio(fixture.platform.control, slug)),
  );
  if (!from || !to) throw new Error("the studios are gone");
  await timeImport(fixture.platform.openStudio(from), rows);
  return timeCopy(fixture.platform, from, { from: from.studioId, to: to.studioId });
}

/** Of the search itself, as its owner runs it, and of the page of who was found. */
async function printPlans(studio: Studio) {
  await studio.read(async (db) => {
    const [search, page] = await asked(db, async (it) => {
      const where = await foundBy(it, "azet");
      await it
        .select({ id: clients.id, name: clients.name })
        .from(clients)
        .where(where)
        .orderBy(clients.name)
        .limit(51);
    });
    for (const [name, statement] of Object.entries({ search, page })) {
      if (!statement) continue;
      await explain(db, statement);
      const { lines } = await explain(db, statement);
      console.log(`\nPlan: ${name}\n${shortened(lines).join("\n")}`);
    }
  });
  await printInner();
}

/** What stands inside the function, which its caller's plan does not show; as one who passes the policy. */
async function printInner() {
  await fixture.inShared(async (mover, schema) => {
    const [studio] = await mover.unsafe<{ studio_id: string }[]>(
      `select studio_id from ${schema}.clients group by 1 order by count(*) desc limit 1`,
    );
    for (const [name, condition] of [
      ["by the index of patterns", "search like '%azet%'"],
      ["by the beginning of the name", "left(search, 40) like ' mar%'"],
    ] as const) {
      const query = `explain (analyze, buffers) select id from ${schema}.clients
        where studio_id = '${studio?.studio_id ?? ""}' and ${condition} limit 1000`;
      await mover.unsafe(query);
      const lines = await mover.unsafe<{ "QUERY PLAN": string }[]>(query);
      console.log(
        `\nPlan: ${name}\n${shortened(lines.map((line) => line["QUERY PLAN"])).join("\n")}`,
      );
    }
  });
}

function say(what: string) {
  console.log(what);
}
