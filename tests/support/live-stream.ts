import { expect, vi } from "vitest";
import { clients } from "#db/schema/studio/index.ts";
import type { Studio } from "#db/studio.server.ts";
import type { LiveChange } from "#app/tenancy/live/live-change.ts";
import type { Follower, Live } from "#app/tenancy/live/live.server.ts";
import type { TestStudio } from "./platform.ts";

/** One of a stream's events, with the cursor that came with it. */
export type Heard = { type: string; id: string; changes: LiveChange[] };

/**
 * Follows as a browser does, and keeps what it hears. What was heard before it came back is passed over: while
 * an older transaction is under way it is told again, by the same id.
 */
export async function followed(live: Live, follower: Follower, before: LiveChange[] = []) {
  const known = new Set(before.map(({ id }) => id));
  const body = await live.follow(follower);
  if (!body) throw new Error("there are too many streams");
  const heard: Heard[] = [];
  const state = { cursor: "", isOpen: true };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const reading = (async () => {
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (text + decoder.decode(part.value, { stream: true })).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) take(block);
    }
    state.isOpen = false;
  })();

  function take(block: string) {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
    state.cursor = field("id") ?? state.cursor;
    const type = field("event");
    if (!type || type === "beat") return;
    const told = type === "changes" ? (JSON.parse(field("data") ?? "") as LiveChange[]) : [];
    const changes = told.filter(({ id }) => !known.has(id));
    heard.push({ type, id: state.cursor, changes });
  }

  return {
    heard,
    changes: () => heard.flatMap(({ changes }) => changes),
    /** Where it would go on from. */
    cursor: () => state.cursor,
    isOpen: () => state.isOpen,
    rows: () => heard.flatMap(({ changes }) => changes).map(({ rowId }) => rowId),
    /** Waits until it has heard of these rows, each as often as it stands there. */
    hears: (...rows: string[]) =>
      vi.waitFor(
        () =>
          expect(heard.flatMap(({ changes }) => changes).map(({ rowId }) => rowId)).toEqual(rows),
        { timeout: 5_000 },
      ),
    ended: () => vi.waitFor(() => expect(state.isOpen).toBe(false), { timeout: 5_000 }),
    async leave() {
      await reader.cancel();
      await reading;
    },
  };
}

export function failOn(error: unknown): void {
  throw error;
}

/** Somebody in a studio, who may follow for ever. */
export function follower({ placement }: TestStudio, given: Partial<Follower> = {}): Follower {
  const [userId, signInId] = [crypto.randomUUID(), crypto.randomUUID()];
  const role = "owner";
  return { placement, userId, signInId, role, after: null, recheck: async () => role, ...given };
}

export async function addClient(studio: Pick<Studio, "write">, name = "Nadia"): Promise<string> {
  const [row] = await studio.write((db) =>
    db.insert(clients).values({ name }).returning({ id: clients.id }),
  );
  return row!.id;
}
