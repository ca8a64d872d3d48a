import type { Client } from "../connections/client.ts";
import type { Platform } from "../platform.server.ts";
import type { Place } from "../places.server.ts";
import type { MoveEvent } from "./events.ts";
import type { StudioTable } from "./tables.server.ts";

/** What a move carries, from where to where. */
export type Cargo = {
  platform: Platform;
  moveId: string;
  studioId: string;
  from: Place;
  to: Place;
  /** At which the target is `gone` while it is filled. */
  epoch: number;
  tables: StudioTable[];
};

export type Direction = "forward" | "back";

/**
 * How changes come from one place to another while the studio works. Every verb may be said again by
 * another process: what it makes bears the move's name, and is found where it is there already.
 */
export type Carrier = {
  /** From here on no change at the source is lost. */
  wire(): Promise<void>;
  /** Brings the rows that are there. Resolves when all are, and what changed meanwhile follows. */
  copy(onEvent: (event: MoveEvent) => void, signal?: AbortSignal): Promise<void>;
  /** Brings what changed, until what is left takes no time. */
  tail(onEvent: (event: MoveEvent) => void, signal?: AbortSignal): Promise<void>;
  /** Said inside the transaction that closes the fence. */
  mark(transaction: Pick<Client, "unsafe">): Promise<void>;
  /** After the fence: resolves when the last change is at the target. */
  catchUp(source: Client, target: Client): Promise<void>;
  /** Lets a place that holds the rows already follow the other from here on. */
  follow(): Promise<void>;
  /** Whether it is wired, whole, and can be tailed. */
  isWired(): Promise<boolean>;
  /** Ends the following and removes what it was made of. */
  unwire(): Promise<void>;
};
