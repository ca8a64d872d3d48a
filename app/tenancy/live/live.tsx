import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useNavigation, useRevalidator } from "react-router";
import { notice } from "#app/ui/toast.tsx";
import type { LiveChange, LiveTable } from "./live-change.ts";
import { noticeOf } from "./notice.ts";
import { followStream, type LiveNews } from "./stream.ts";
import { isTyping } from "./typing.ts";

export type { LiveNews } from "./stream.ts";

type Listener = { tables: readonly LiveTable[]; onNews: (news: LiveNews) => void };

type Room = {
  listen(listener: Listener): () => void;
  /** Has the page read again, when it may be. */
  refresh(): void;
  /** Keeps it from being read again, until what is returned is called. */
  hold(): () => void;
};

const RoomContext = createContext<Room | undefined>(undefined);

/** Reads the page again when somebody changes rows of these tables: here, or anywhere else. */
export function useLive(tables: readonly LiveTable[]): void {
  const { refresh } = useRoom();
  useLiveEvents(tables, refresh);
}

/** Calls `onNews` with the changes of these tables, the reader's own too, or that all is to be read again. */
export function useLiveEvents(
  tables: readonly LiveTable[],
  onNews: (news: LiveNews) => void,
): void {
  const { listen } = useRoom();
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  const names = tables.join();
  useEffect(
    () =>
      listen({
        tables: names.split(",") as LiveTable[],
        onNews: (news) => latest.current(news),
      }),
    [listen, names],
  );
}

/** While `isHeld`, a drag for example, nothing is read again; what is to be, is afterwards. */
export function useLiveHold(isHeld: boolean): void {
  const { hold } = useRoom();
  useEffect(() => (isHeld ? hold() : undefined), [hold, isHeld]);
}

function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error("live hooks are for pages inside the studio layout");
  return room;
}

/** Follows the studio for the pages in it; `after` is the cursor as of which they were read. */
export function Live({
  path,
  after,
  children,
}: {
  path: string;
  after: string;
  children: ReactNode;
}) {
  const [isStale, setStale] = useState(false);
  const [listeners] = useState(() => new Set<Listener>());
  const holds = useRef(0);
  const isOpen = useRef<() => boolean>(() => false);
  const tell = useNotices();
  const told = useRef(tell);
  useEffect(() => {
    told.current = tell;
  });
  const room = useMemo<Room>(
    () => ({
      listen(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      refresh: () => setStale(true),
      hold() {
        holds.current += 1;
        return () => void (holds.current -= 1);
      },
    }),
    [listeners],
  );
  // A page that cannot be read is replaced by an error: where the server is away, what is there stays.
  const mayRefresh = () => isOpen.current() && holds.current === 0;
  // The cursor of the first reading: the stream goes on by itself from there.
  const [first] = useState(after);
  useEffect(() => {
    const known = new Set<string>();
    let isCurrent = false;
    const stream = followStream(path, first, {
      onCurrent: () => (isCurrent = true),
      onNews({ changes, isReset }) {
        // What came over a broken connection may come again.
        const fresh = changes.filter(({ id }) => !known.has(id));
        for (const { id } of fresh) known.add(id);
        for (const id of known) if (known.size > 2_000) known.delete(id);
        const heard = new Set<LiveChange>();
        for (const { tables, onNews } of [...listeners]) {
          const theirs = fresh.filter(({ table }) => tables.includes(table));
          for (const change of theirs) heard.add(change);
          if (isReset || theirs.length > 0) onNews({ changes: theirs, isReset });
        }
        // What was done before the page came is no news to who reads it.
        if (isCurrent) told.current([...heard]);
      },
    });
    isOpen.current = stream.isOpen;
    return stream.close;
  }, [path, first, listeners]);
  return (
    <RoomContext value={room}>
      {children}
      {isStale && <Refresh mayRefresh={mayRefresh} onDone={() => setStale(false)} />}
    </RoomContext>
  );
}

/** At most one reading is under way, and at most one a second is begun. */
const GATHER_MS = 80;
const BETWEEN_MS = 1_000;
const HELD_MS = 250;

let lastRefresh = 0;

/** Waits for the moment at which the page may be read again, and has it read. */
function Refresh({ mayRefresh, onDone }: { mayRefresh: () => boolean; onDone: () => void }) {
  const { state, revalidate } = useRevalidator();
  const navigation = useNavigation();
  const isIdle = state === "idle" && navigation.state === "idle";
  const latest = useRef({ mayRefresh, onDone, revalidate });
  useEffect(() => {
    latest.current = { mayRefresh, onDone, revalidate };
  });
  useEffect(() => {
    if (!isIdle) return;
    let timer = window.setTimeout(
      refresh,
      Math.max(GATHER_MS, lastRefresh + BETWEEN_MS - performance.now()),
    );
    return () => window.clearTimeout(timer);

    function refresh() {
      if (document.hidden || !latest.current.mayRefresh() || isTyping()) {
        timer = window.setTimeout(refresh, HELD_MS);
        return;
      }
      lastRefresh = performance.now();
      latest.current.onDone();
      void latest.current.revalidate();
    }
  }, [isIdle]);
  return null;
}

const NOTICE_MS = 400;

/** Says what others did, gathered for a moment, in the place of what was said before. */
function useNotices(): (changes: LiveChange[]) => void {
  const { t } = useTranslation("studio");
  const gathered = useRef<LiveChange[]>([]);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (changes) => {
    gathered.current.push(...changes);
    if (gathered.current.length === 0) return;
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      const said = noticeOf(gathered.current.splice(0));
      if (!said) return;
      if (said.kind === "one") {
        const { by, action, table, isMany } = said;
        notice(t(`live.${action}`, { by, thing: t(`live.${isMany ? "many" : "one"}.${table}`) }));
      } else if (said.kind === "mixed") notice(t("live.mixed", said));
      else {
        const [by = "", and = "", ...more] = said.names;
        notice(more.length > 0 ? t("live.crowd") : t("live.two", { by, and }));
      }
    }, NOTICE_MS);
  };
}
