import type { Client } from "./connections/client.ts";

/** What is told of a studio that somebody watches: that something was written there, and nothing of it. */
export function channelOf(studioId: string): string {
  return `studio ${studioId}`;
}

/**
 * Whoever watches a studio holds a lock of this space, shared, in the control database. There are no
 * more of them than this: studios that fall on one lock are told of in vain while one is watched.
 */
export const WATCHED = { space: 20_150_531, locks: 512 };

/**
 * Tells all processes which studios were written to. NOTIFY in a transaction that writes would make
 * all such commits of a server wait in one line; so it has a transaction of its own, which writes
 * nothing, waits for no disk, and takes all that was written while the one before was under way.
 */
export function openWakes(control: Client) {
  let waiting = new Set<string>();
  let sending: Promise<void> | undefined;

  return {
    wake(studioId: string): void {
      waiting.add(studioId);
      sending ??= send().finally(() => (sending = undefined));
    },
    /** Resolves when all has been told. */
    async close(): Promise<void> {
      await sending;
    },
  };

  async function send(): Promise<void> {
    // What is written in one turn of the loop is told at once.
    await Promise.resolve();
    while (waiting.size > 0) {
      const told = [...waiting].map((id) => ({ channel: channelOf(id) }));
      waiting = new Set();
      // Where the control database is away who watches has lost it too, and reads when it is back.
      await control`
        select pg_notify(written.channel, '')
        from jsonb_to_recordset(${JSON.stringify(told)}::text::jsonb) as written (channel text)
        where not pg_try_advisory_xact_lock(${WATCHED.space}::int, hashtext(written.channel) & ${WATCHED.locks - 1}::int)
      `.catch(() => {});
    }
  }
}

export type Wakes = ReturnType<typeof openWakes>;
