import {
  type KeyboardEvent,
  type PointerEvent,
  type SyntheticEvent,
  useEffect,
  useRef,
} from "react";
import { useTranslation } from "react-i18next";
import { isOpen, type LeadStage } from "#app/features/clients/lead-stage.ts";
import { cx } from "#app/lib/cx.ts";
import type { KeysetPage } from "#app/lib/keyset.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Button } from "#app/ui/button.tsx";
import { useKeysetPages } from "#app/ui/load-more.tsx";
import { stageBeside } from "./lead.ts";
import { LeadFace, LeadLink, StageMenu, type LeadReading } from "./lead-card.tsx";
import type { ListedLead, StageSum } from "./leads.server.ts";
import type { useCardDrag } from "./use-card-drag.tsx";
import type { useStageChange } from "./use-stage-change.tsx";

export type BoardColumn = StageSum & { page: KeysetPage<ListedLead> };

interface LeadBoardProps {
  columns: readonly BoardColumn[];
  /** Answers further pages of a column: `?stage=`. */
  source: string;
  reading: LeadReading;
  change: ReturnType<typeof useStageChange<ListedLead>>;
  drag: ReturnType<typeof useCardDrag>;
}

/** The leads in a column for each stage. Cards are dragged, moved by keys, or by the menu of their stage. */
export function LeadBoard({ columns, source, reading, change, drag }: LeadBoardProps) {
  const { t } = useTranslation("leads");
  const { dragged } = drag;
  // A card that goes to another column is another element: it takes the focus along.
  const followed = useRef<string>(null);
  useEffect(() => {
    if (followed.current === null) return;
    document.querySelector<HTMLElement>(`[data-lead="${followed.current}"] a`)?.focus();
    followed.current = null;
  });
  const move = (lead: ListedLead, to: LeadStage) => {
    followed.current = isOpen(to) ? lead.id : null;
    change.change(lead, to);
  };
  return (
    <>
      <output className="sr-only">{change.said}</output>
      {reading.mayWrite && (
        <p className="mb-2 text-12 text-muted max-md:hidden" id="board-help">
          {t("drag")}
        </p>
      )}
      <section
        aria-label={t("board")}
        className="-mx-6 grid snap-x scroll-px-6 auto-cols-[minmax(13rem,1fr)] grid-flow-col items-start gap-3 overflow-x-auto px-6 pb-3 max-md:-mx-4 max-md:scroll-px-4 max-md:auto-cols-[85%] max-md:px-4"
      >
        {columns.map((column) => (
          <Column key={column.stage} {...{ column, source, reading, change, drag, move }} />
        ))}
      </section>
      {dragged && (
        <div
          aria-hidden
          style={{ left: dragged.at.x, top: dragged.at.y }}
          className="pointer-events-none fixed z-50 w-56 -translate-x-1/2 -translate-y-4 rounded-md border border-accent bg-surface p-2.5 text-13 shadow-raised"
        >
          <span className="block truncate font-medium">{dragged.lead.name}</span>
          <LeadFace lead={dragged.lead} reading={reading} />
        </div>
      )}
    </>
  );
}

type ColumnProps = Omit<LeadBoardProps, "columns"> & {
  column: BoardColumn;
  move: (lead: ListedLead, to: LeadStage) => void;
};

function Column({ column, source, reading, change, drag, move }: ColumnProps) {
  const { t, i18n } = useTranslation(["leads", "common"]);
  const { stage } = column;
  const pages = useKeysetPages(column.page, `${source}?stage=${stage}`);
  const arrived = change.moves
    .filter(({ to, lead }) => to === stage && lead.stage !== stage)
    .map(({ lead }) => lead);
  const gone = change.moves.filter(({ to, lead }) => to !== stage && lead.stage === stage);
  const cards = [
    ...arrived,
    ...pages.rows.filter(({ id }) => !gone.some(({ lead }) => lead.id === id)),
  ];
  const count = column.count + arrived.length - gone.length;
  const title = `stage-${stage}`;
  return (
    <section
      aria-labelledby={title}
      data-stage={stage}
      className={cx(
        "flex min-h-40 min-w-0 snap-start flex-col rounded-lg border bg-sunken",
        drag.dragged?.over === stage ? "border-accent" : "border-line",
      )}
    >
      <div className="flex items-baseline justify-between gap-2 px-3 py-2">
        <h2 id={title} className="flex items-baseline gap-2 text-13 font-semibold">
          {t(`stages.${stage}`)}
          <span className="text-12 font-normal text-muted tabular-nums">{count}</span>
        </h2>
        {column.cents > 0 && (
          <span className="truncate text-12 text-muted tabular-nums">
            {formatMoney(column.cents, reading.currency, i18n.language)}
          </span>
        )}
      </div>
      {cards.length === 0 && <p className="px-3 pb-3 text-12 text-muted">{t("columnEmpty")}</p>}
      <ul className="flex flex-col gap-2 px-2 pb-2">
        {cards.map((lead) => (
          <Card key={lead.id} lead={{ ...lead, stage }} {...{ reading, drag, move }} />
        ))}
      </ul>
      {pages.next !== null && (
        <Button variant="ghost" size="sm" pending={pages.loading} onClick={pages.more}>
          {t("common:table.loadMore")}
        </Button>
      )}
    </section>
  );
}

type CardProps = Pick<ColumnProps, "reading" | "drag" | "move"> & { lead: ListedLead };

function Card({ lead, reading, drag, move }: CardProps) {
  const { mayWrite, hrefOf } = reading;
  const isDragged = drag.dragged?.lead.id === lead.id;
  function step(event: KeyboardEvent) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined;
    if (!event.shiftKey || by === undefined) return;
    event.preventDefault();
    const to = stageBeside(lead.stage, by);
    if (to) move(lead, to);
  }
  const handlers = mayWrite && {
    onPointerDown: (event: PointerEvent) => drag.press(event, lead),
    onClickCapture: (event: SyntheticEvent) => drag.click(event),
    onKeyDown: step,
  };
  return (
    <li
      {...handlers}
      data-lead={lead.id}
      aria-describedby={mayWrite ? "board-help" : undefined}
      className={cx(
        "relative rounded-md border border-line bg-surface p-2.5 text-13 hover:bg-hover",
        mayWrite && "select-none",
        isDragged && "opacity-50",
      )}
    >
      <LeadLink lead={lead} href={hrefOf(lead.id)} />
      <LeadFace lead={lead} reading={reading} />
      {mayWrite && (
        <span className="relative mt-1 block w-fit max-w-full">
          <StageMenu lead={lead} onChange={(to) => move(lead, to)} />
        </span>
      )}
    </li>
  );
}
