import type { Temporal } from "temporal-polyfill";
import type { leads } from "#db/schema/studio/index.ts";
import { idAt } from "./ids.ts";
import { emailOf, nameOf, phoneOf, type DemoClient } from "./make-clients.ts";
import type { ParisClock } from "./paris.ts";
import type { StudioPlan } from "./plan.ts";
import type { Random } from "./random.ts";
import type { RowOf } from "./table.ts";
import { lossReasons, wishes } from "./words/wishes.ts";

type Lead = RowOf<typeof leads>;

interface Asking {
  plan: Pick<StudioPlan, "trades" | "landline" | "clients">;
  day: Temporal.PlainDate;
  /** Days from the clock's first. */
  today: number;
  clock: ParisClock;
  now: Date;
  clients: readonly DemoClient[];
}

/** Who asked in the last weeks: some new, some waiting for a quote, some won or lost since. */
export function makeLeads(asking: Asking, random: Random): Lead[] {
  const { plan, clients } = asking;
  const count = Math.min(40, 12 + Math.round(plan.clients / 100));
  const asked = Array.from({ length: count }, () => newLead(asking, random));
  // They asked first, and came as clients then.
  const won = clients.slice(-Math.round(count / 6)).map((client) => wonLead(client, random));
  const open = asked.filter(({ stage }) => stage === "new");
  const known = random.pick(clients.filter(({ archivedAt, email }) => !archivedAt && email));
  // One is a client already and says so, another is one and nobody has noticed.
  const [first, second] = open;
  if (first) Object.assign(first, { name: known.name, kind: known.kind, clientId: known.id });
  const like = random.pick(clients.filter((it) => it.trade === "artist" && it.email));
  if (second) Object.assign(second, { name: like.name, kind: like.kind, email: like.email });
  return [...asked, ...won];
}

function newLead({ plan, day, today, clock, now }: Asking, random: Random): Lead {
  const trade = random.weighted(plan.trades);
  // Of a band or a company somebody asks, or itself.
  const isPerson = trade === "artist" || random.chance(0.5);
  const name = nameOf(isPerson ? "artist" : trade, random);
  const stage = random.weighted({ new: 34, contacted: 28, quoted: 20, lost: 18 });
  const ago = random.between(stage === "new" ? 0 : 3, stage === "lost" ? 60 : 24);
  const at = (daysAgo: number) => {
    const minute = (today - daysAgo) * 1440 + random.between(9 * 60, 18 * 60);
    const moment = clock.instantOf(minute);
    return moment < now ? moment : clock.instantOf(minute - 1440);
  };
  const createdAt = at(ago);
  const moved = stage === "new" ? createdAt : at(Math.max(1, ago - random.between(1, 8)));
  const stagedAt = moved > createdAt ? moved : createdAt;
  const isOpen = stage !== "lost";
  const wish = random.pick(wishes);
  const value = random.between(wish.from / 20, wish.to / 20) * 20_00;
  return {
    ...{ id: idAt(createdAt, random), createdAt, updatedAt: stagedAt, name, stage, stagedAt },
    kind: isPerson ? "person" : "company",
    organisation: isPerson && trade !== "artist" ? nameOf(trade, random) : null,
    email: random.chance(0.8) ? emailOf(name, isPerson ? "artist" : trade) : null,
    phone: random.chance(0.6) ? phoneOf("06 39 98", random) : null,
    source: random.weighted({
      ...{ website: 30, phone: 20, email: 18, referral: 20, social: 8, walk_in: 4 },
    }),
    wish: wish.text,
    valueCents: random.chance(0.75) ? value : null,
    followUpOn:
      isOpen && random.chance(0.7) ? day.add({ days: random.between(-3, 12) }).toString() : null,
    lostReason: isOpen || random.chance(0.2) ? null : random.pick(lossReasons),
    clientId: null,
  };
}

function wonLead(client: DemoClient, random: Random): Lead {
  const stagedAt = client.createdAt;
  const createdAt = new Date(stagedAt.getTime() - random.between(2, 15) * 24 * 60 * 60_000);
  const wish = random.pick(wishes);
  return {
    ...{ id: idAt(createdAt, random), createdAt, updatedAt: stagedAt, stagedAt, stage: "won" },
    ...{ name: client.name, kind: client.kind, organisation: null },
    ...{ email: client.email, phone: client.phone, clientId: client.id, wish: wish.text },
    source: random.weighted({ website: 30, phone: 25, email: 20, referral: 25 }),
    valueCents: random.between(wish.from / 20, wish.to / 20) * 20_00,
    ...{ followUpOn: null, lostReason: null },
  };
}
