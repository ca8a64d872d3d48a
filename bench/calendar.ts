// What the calendar costs in a large studio among a thousand others: a week of the timeline at the
// server and in Chromium, the same with ten and a hundred times the history, a drag over 3,500
// blocks, and bookings by 32 at once. `--sessions 200000` is how many the studio has; `--full` adds a
// million.
import os from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import type { Studio } from "#db/studio.server.ts";
import { BOOKERS, openBookers, timeBookers } from "./calendar/bookings.ts";
import { drag, openBrowser, visit } from "./calendar/browser.ts";
import {
  DENSE,
  type Filling,
  fillOthers,
  fillStudio,
  PEOPLE,
  QUIET,
  ROOMS,
  USUAL,
} from "./calendar/fill.ts";
import { openFetcher } from "./calendar/pages.ts";
import { findingClash } from "./calendar/clash.ts";
import { loadWeek, thisWeek } from "./calendar/week.ts";
import { makeFixture } from "./fixture.ts";
import { head, number, percentile, row } from "./moves/figures.ts";
import { asked, explain, shortened } from "./plans.ts";
import { figuresOf, inTurns } from "./turns.ts";

const OTHERS = 1_000;

const { values: flags } = parseArgs({
  options: {
    sessions: { type: "string", default: "200000" },
    full: { type: "boolean", default: false },
  },
});
const large = Number(flags.sessions);
if (!Number.isInteger(large) || large < 1) throw new Error("--sessions takes a whole number");
const histories = [10_000, 100_000, ...(flags.full ? [1_000_000] : [])];

const began = performance.now();
const span = thisWeek();
const fixture = await makeFixture();
let closeBrowser = async () => {};
try {
  const cpu = os.cpus()[0]?.model.trim() ?? process.arch;
  say(`${os.cpus().length} × ${cpu}, Node ${process.version}`);
  await fixture.inShared((mover, schema) => fillOthers(mover, schema, OTHERS));
  const quiet = await fixture.addStudio("quiet", filled(QUIET));
  await fixture.addStudio("dense", filled(DENSE));
  const aged: [string, Studio][] = [];
  for (const sessions of histories) {
    const slug = `history-${sessions / 1000}k`;
    aged.push([slug, await fixture.addStudio(slug, filled({ ...USUAL, sessions }))]);
  }
  const studio = await fixture.addStudio("large", filled({ ...USUAL, sessions: large }));
  await fixture.analyze();
  say(
    `${ROOMS} rooms, ${PEOPLE} people, ${large} sessions; beside it ${OTHERS} small studios and those of the comparisons`,
  );

  await measureLoader(studio, quiet);
  await measureHistory([...aged, [`large, ${large / 1000}k`, studio]]);
  await printPlans(studio);
  await measureBookings(studio);
  await fixture.serve();
  const browser = await openBrowser(fixture.origin);
  closeBrowser = browser.close;
  const fetchPage = await openFetcher(browser.context, fixture.origin);
  await measurePages(fetchPage);
  await measureVisits(browser.context);
  await measureDrags(browser.context);
  say("in all");
} finally {
  await closeBrowser();
  await fixture.close();
}

function filled(filling: Filling) {
  return (...place: [Parameters<typeof fillStudio>[0], string, string]) =>
    fillStudio(...place, filling);
}

async function measureLoader(studio: Studio, quiet: Studio) {
  const load = (one: Studio, by: "room" | "person" | "equipment") => async () => {
    await one.read((db) => loadWeek(db, span, by));
  };
  const times = await inTurns(
    {
      "a week with one session": load(quiet, "room"),
      "by room": load(studio, "room"),
      "by person": load(studio, "person"),
      "by equipment": load(studio, "equipment"),
    },
    50,
  );
  printTimes("what the loader asks, ms", times, "a week with one session");
}

/** The same week in studios that differ in what lies before it. */
async function measureHistory(studios: [string, Studio][]) {
  const contenders = studios.map(([name, studio]) => [
    name,
    async () => void (await studio.read((db) => loadWeek(db, span, "person"))),
  ]);
  const times = await inTurns(
    Object.fromEntries(contenders) as Record<string, () => Promise<void>>,
    30,
  );
  const [first = ""] = Object.keys(times);
  const base = percentile(times[first] ?? [], 0.5);
  console.log(
    head("history", "p50 ms", "p99", "ratio", "sessions: pages, ms", "taken", "a clash found"),
  );
  for (const [name, studio] of studios) {
    const { p50, p99 } = figuresOf(times[name] ?? []);
    const plans = (await plansOf(studio)).map(
      ({ buffers, milliseconds }) => `${buffers}, ${number(milliseconds)}`,
    );
    console.log(row(name, p50, p99, p50 / base, ...plans));
  }
}

async function printPlans(studio: Studio) {
  const [sessions, taken, clash] = await plansOf(studio);
  for (const [name, plan] of Object.entries({ sessions, taken, clash })) {
    console.log(`\nPlan: ${name}\n${shortened(plan?.lines ?? []).join("\n")}`);
  }
}

/** Of the week's sessions, of what they take, and of the look for a clash; the second time that they run. */
function plansOf(studio: Studio) {
  return studio.read(async (db) => {
    const statements = [
      ...(await asked(db, (it) => loadWeek(it, span, "room"))).filter(({ text }) =>
        text.includes('"sessions"'),
      ),
      ...(await asked(db, (it) => findingClash(it, span))).filter(({ text }) =>
        text.includes('"allocations"'),
      ),
    ];
    const plans = [];
    for (const statement of statements) {
      await explain(db, statement);
      plans.push(await explain(db, statement));
    }
    return plans;
  });
}

async function measureBookings(studio: Studio) {
  const { book, insert } = await openBookers(studio);
  const ways = {
    [`${BOOKERS} at once`]: { way: book, bookers: BOOKERS, each: 3 },
    "one alone": { way: book, bookers: 1, each: 10 },
    [`${BOOKERS} bare inserts at once`]: { way: insert, bookers: BOOKERS, each: 3 },
    "one bare insert alone": { way: insert, bookers: 1, each: 10 },
  };
  const times: Record<string, number[]> = {};
  for (let round = -1; round < 4; round += 1) {
    for (const [name, { way, bookers, each }] of Object.entries(ways)) {
      const taken = await timeBookers(way, bookers, each);
      if (round >= 0) times[name] = [...(times[name] ?? []), ...taken];
    }
  }
  printTimes("a booking, ms", times, "one alone");
}

async function measurePages(fetchPage: Awaited<ReturnType<typeof openFetcher>>) {
  const pages: Record<string, string> = {
    "one session: page": timeline("quiet", "room"),
    "one session: .data": dataOf(timeline("quiet", "room")),
    "by room: page": timeline("large", "room"),
    "by room: .data": dataOf(timeline("large", "room")),
    "by person: page": timeline("large", "person"),
    "by person: .data": dataOf(timeline("large", "person")),
  };
  const times = await inTurns(
    Object.fromEntries(
      Object.entries(pages).map(([name, path]) => [name, async () => void (await fetchPage(path))]),
    ),
    15,
  );
  printTimes("over HTTP, ms", times, "one session: page");
  console.log(head("bytes", "sent", "gzipped"));
  for (const [name, path] of Object.entries(pages)) {
    const { sent, gzipped } = await fetchPage(path);
    console.log(row(name, sent, gzipped));
  }
}

type Context = Parameters<typeof visit>[0];

async function measureVisits(context: Context) {
  const pages = {
    "one session": timeline("quiet", "room"),
    "by room": timeline("large", "room"),
    "by person": timeline("large", "person"),
    "3,500 sessions by room": timeline("dense", "room"),
  };
  const painted: Record<string, number[]> = {};
  const blocks: Record<string, number> = {};
  const times = await inTurns(
    Object.fromEntries(
      Object.entries(pages).map(([name, path]) => [
        name,
        async () => {
          const seen = await visit(context, path);
          (painted[name] ??= []).push(seen.painted);
          blocks[name] = seen.blocks;
          return seen.interactive;
        },
      ]),
    ),
    4,
  );
  const base = percentile(times["one session"] ?? [], 0.5);
  console.log(head("in Chromium, ms", "blocks", "painted p50", "interactive p50", "max", "ratio"));
  for (const [name, each] of Object.entries(times)) {
    const p50 = percentile(each, 0.5);
    const first = percentile(painted[name] ?? [], 0.5);
    console.log(row(name, blocks[name] ?? 0, first, p50, percentile(each, 1), p50 / base));
  }
}

async function measureDrags(context: Context) {
  console.log(
    head("a drag, ms a move", "blocks", "moves", "taken hold p50", "p50", "p95", "p99", "ratio"),
  );
  const pages = {
    "one session": timeline("quiet", "room"),
    "by room": timeline("large", "room"),
    "3,500 sessions by room": timeline("dense", "room"),
  };
  const drags = Object.keys(pages).map((name) => ({
    ...{ name, blocks: 0, holds: [] as number[], moves: [] as number[] },
  }));
  for (let round = 0; round < 2; round += 1) {
    for (const sum of drags) {
      const one = await drag(context, pages[sum.name as keyof typeof pages]);
      sum.blocks = one.blocks;
      sum.holds.push(one.takenHold);
      sum.moves.push(...one.moves);
    }
  }
  const base = percentile(drags[0]?.moves ?? [], 0.5);
  for (const { name, blocks, holds, moves } of drags) {
    const shares = [0.5, 0.95, 0.99].map((share) => percentile(moves, share));
    const ratio = percentile(moves, 0.5) / base;
    console.log(row(name, blocks, moves.length, percentile(holds, 0.5), ...shares, ratio));
  }
}

function printTimes(what: string, times: Record<string, number[]>, baseName: string) {
  const base = figuresOf(times[baseName] ?? []);
  console.log(head(what, "times", "p50", "p99", "p50 ratio", "p99 ratio"));
  for (const [name, each] of Object.entries(times)) {
    const { p50, p99 } = figuresOf(each);
    console.log(row(name, each.length, p50, p99, p50 / base.p50, p99 / base.p99));
  }
}

function say(what: string) {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${seconds} s: ${what}; load average ${os.loadavg().map(number).join(", ")}`);
}

function timeline(slug: string, by: string): string {
  return `/s/${slug}/sessions?timeline&by=${by}`;
}

function dataOf(path: string): string {
  return path.replace("/sessions?", "/sessions.data?");
}
