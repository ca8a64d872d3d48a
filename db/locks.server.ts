import type { Address } from "./connections/address.ts";
import { openLane } from "./connections/lane.ts";
import { lockKey } from "./names.ts";

/** A lock that ends with its process: it is a session's advisory lock on a connection of its own. */
export type Lock = {
  /** The connection, and with it the lock, is gone. */
  isLost(): boolean;
  release(): Promise<void>;
};

type LockWish = {
  /** What is locked: any words. */
  words: string[];
  /** Several may share it; nobody has it for himself meanwhile. */
  shared?: boolean;
  applicationName: string;
};

/** Undefined where somebody else holds it. */
export function tryLock(address: Address, wish: LockWish): Promise<Lock | undefined> {
  return take(address, wish, "pg_try_advisory_lock");
}

/** Waits until it is free. */
export async function waitForLock(address: Address, wish: LockWish): Promise<Lock> {
  return (await take(address, wish, "pg_advisory_lock"))!;
}

async function take(
  address: Address,
  { words, shared = false, applicationName }: LockWish,
  verb: "pg_try_advisory_lock" | "pg_advisory_lock",
): Promise<Lock | undefined> {
  const lane = await openLane(address, { applicationName });
  const key = lockKey(...words).toString();
  // The waiting form answers void, an empty text; the trying form true or false.
  const [row] = await lane.sql.unsafe<{ taken: string }[]>(
    `select ${verb}${shared ? "_shared" : ""}($1::bigint)::text as taken`,
    [key],
  );
  if (row?.taken !== "false") return { isLost: lane.isLost, release: lane.close };
  await lane.close();
  return undefined;
}
