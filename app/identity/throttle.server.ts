import { eq, lt, sql } from "drizzle-orm";
import type { ControlDb } from "#db/control.server.ts";
import { throttles } from "#db/schema/control/index.ts";

/** So many tries go free within a window; `after` says how long the next one waits. */
type Limit = {
  free: number;
  windowSeconds: number;
  /** "doubles": 1 s, 2 s, 4 s … at most 15 minutes; "window": until the window is over. */
  after: "doubles" | "window";
};

const day = 86_400;

/** What is counted, each thing by a key of its own: an account, a recipient, an address. */
const LIMITS = {
  /** Passwords tried for an account, whether there is one or not. */
  account: { free: 5, windowSeconds: day, after: "doubles" },
  /** Passwords that failed from an address; a whole studio stands behind one. */
  address: { free: 20, windowSeconds: day, after: "doubles" },
  /** Codes tried as an account's second factor. */
  code: { free: 5, windowSeconds: day, after: "doubles" },
  /** Mails to a recipient that anybody can ask for. */
  mail: { free: 5, windowSeconds: 3_600, after: "window" },
  /** The same, by the address that asks. */
  "mail-from": { free: 20, windowSeconds: 3_600, after: "window" },
} as const satisfies Record<string, Limit>;

/** `mail:ada@example.org`. */
export type ThrottleKey = `${keyof typeof LIMITS}:${string}`;

/**
 * Counts a try before it is made, and says whether it may be: what is counted afterwards lets through
 * as many as come at once. One statement, so the row's lock puts those that come at once in an order.
 * A try that may not be counts too, but does not prolong the wait that is on.
 */
export async function countTry(control: ControlDb, key: ThrottleKey): Promise<boolean> {
  const { free, windowSeconds, after } =
    LIMITS[key.slice(0, key.indexOf(":")) as keyof typeof LIMITS];
  // The clock, not now(): a statement that waited for the lock began before what it waited for.
  const clock = sql`clock_timestamp()`;
  const isOver = sql`t.since + make_interval(secs => ${windowSeconds}) <= ${clock}`;
  const waitsUntil =
    after === "window"
      ? sql`t.since + make_interval(secs => ${windowSeconds})`
      : sql`${clock} + make_interval(secs => least(power(2, least(t.count + 1 - ${free}, 10)), 900))`;
  const [row] = await control.execute<{ refused: boolean }>(sql`
    insert into ${throttles} as t (key, count, since) values (${key}, 1, ${clock})
    on conflict (key) do update set
      count = case when ${isOver} then 1 else t.count + 1 end,
      since = case when ${isOver} then ${clock} else t.since end,
      blocked_until = case
        when t.blocked_until > ${clock} then t.blocked_until
        when ${isOver} or t.count + 1 < ${free} then null
        else ${waitsUntil} end
    returning coalesce(old.blocked_until > ${clock}, false) as refused`);
  return row?.refused === false;
}

/** All of them may be; each is counted, whatever the others say. */
export async function countTries(control: ControlDb, keys: ThrottleKey[]): Promise<boolean> {
  const allowed = await Promise.all(keys.map((key) => countTry(control, key)));
  return allowed.every(Boolean);
}

/** It succeeded: what failed before is forgotten. */
export async function forgetTries(
  control: Pick<ControlDb, "delete">,
  key: ThrottleKey,
): Promise<void> {
  await control.delete(throttles).where(eq(throttles.key, key));
}

/**
 * It succeeded: this one is not counted. What failed before stays, or who has one account of his own
 * could try others' for ever.
 */
export async function uncountTry(
  control: Pick<ControlDb, "update">,
  key: ThrottleKey,
): Promise<void> {
  await control
    .update(throttles)
    .set({ count: sql`greatest(${throttles.count} - 1, 0)`, blockedUntil: null })
    .where(eq(throttles.key, key));
}

/** The address's key: of IPv6 its network of 64 bits, since a visitor has all of that. */
export function addressKey(kind: "address" | "mail-from", address: string | null): ThrottleKey {
  // Where the server listens on both, one of IPv4 is written as one of IPv6 (RFC 4291, 2.5.5.2).
  const plain = address?.toLowerCase().replace(/^::ffff:(?=[\d.]+$)/, "") ?? "unknown";
  if (!plain.includes(":")) return `${kind}:${plain}`;
  const [left = [], right = []] = plain.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array<string>(Math.max(8 - left.length - right.length, 0)).fill("0");
  const network = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.padStart(4, "0"));
  return `${kind}:${network.join(":")}::/64`;
}

/** Rows of yesterday count for nothing. */
export async function sweepThrottles(control: Pick<ControlDb, "delete">): Promise<void> {
  await control
    .delete(throttles)
    .where(lt(throttles.since, sql`now() - make_interval(secs => ${2 * day})`));
}
