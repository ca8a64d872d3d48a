/**
 * Up to where a studio's changes are known: as of a snapshot of its database. The id of an event is a
 * cursor, so that any process can go on from it.
 */
export type LiveCursor = {
  /** Of the studio's placement: at another the transactions have other numbers. */
  epoch: number;
  /** Transactions below this number had ended (`xid8`): what they changed is known. */
  ended: bigint;
  /** Changes of the others were made at this moment or after it; milliseconds since 1970. */
  since: number;
};

/** No transaction of a studio is under way for longer than this when it is first looked at. */
const LONGEST_MS = 10 * 60_000;

/** From a cursor older than this nobody is told what changed, but to read everything again. */
export const OLDEST_MS = 2 * 3_600_000;

/** What was read a moment ago may have been read from several snapshots around it. */
const READING_MS = 10_000;

/** Before all that a transaction under way may have changed. */
export function cursorBefore(epoch: number, now: Date): LiveCursor {
  return { epoch, ended: 0n, since: now.getTime() - LONGEST_MS };
}

/** Where a page stands that is being read at this moment. */
export function cursorOfPage(epoch: number, now: Date): LiveCursor {
  return { epoch, ended: 0n, since: now.getTime() - READING_MS };
}

/** When a page was read, by its own cursor. */
export function momentOfPage(cursor: string): Date {
  const { since = 0 } = readCursor(cursor) ?? {};
  return new Date(since + READING_MS);
}

export function writeCursor({ epoch, ended, since }: LiveCursor): string {
  return `${epoch}.${ended}.${Math.floor(since)}`;
}

/** Undefined where it is none: it comes from a browser. */
export function readCursor(text: string): LiveCursor | undefined {
  const [, epoch, ended, since] = /^(\d{1,9})\.(\d{1,19})\.(\d{1,15})$/.exec(text) ?? [];
  if (!epoch || !ended || !since) return undefined;
  return { epoch: Number(epoch), ended: BigInt(ended), since: Number(since) };
}

type Look = { at: number; oldest: bigint; next: bigint };

/**
 * Transactions end in another order than they begin. So changes are known by the number of the
 * transaction that made them: all below the oldest one that was under way at the last look. Such a
 * number is in no index, the moment of a change is (in its id); this keeps since when the changes of
 * the transactions from that number on can be: one that had no number yet at a look began after it.
 */
export function openPosition(firstAt: number) {
  let looks = [{ at: firstAt - LONGEST_MS, next: 0n }];
  let ended = 0n;
  return {
    /** `oldest` was under way at that moment, `next` had not begun. */
    look({ at, oldest, next }: Look): void {
      ended = oldest;
      looks.push({ at, next });
      const begins = looks.findLastIndex((look) => look.next <= oldest);
      looks = looks.slice(Math.max(0, begins));
      // One transaction stays open for long: what is between may go, it was only narrower.
      if (looks.length > 100) looks.splice(1, 50);
    },
    cursor: (epoch: number): LiveCursor => ({ epoch, ended, since: looks[0]?.at ?? firstAt }),
  };
}
