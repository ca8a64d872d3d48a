import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDate, formatTime, type Reader } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import type { OutUnit } from "./checkouts.server.ts";
import { isOverdue } from "./checkout.ts";
import { modelOf } from "./equipment.ts";

/** "ven. 21 nov., 14 h". */
export function momentOf(instant: Date, reader: Reader): string {
  return `${formatDate(instant, reader)}, ${formatTime(instant, reader)}`;
}

/** How a list of check-outs is read, and where what it names stands. */
export interface Reading {
  now: Date;
  reader: Reader;
  hrefOf: (path: string) => string;
}

/** All that is out: with whom, since when, when it is due back. */
export function OutList({ out, ...reading }: Reading & { out: readonly OutUnit[] }) {
  const { t } = useTranslation("equipment");
  return (
    <Card title={t("checkout.outNow")} flush>
      {out.length === 0 && <p className="p-4 text-13 text-muted">{t("checkout.noneOut")}</p>}
      <ul className="divide-y divide-line text-13">
        {out.map(({ unit, ...checkout }) => (
          <li key={checkout.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="flex min-w-0 flex-1 basis-48 flex-col">
              <span className="flex flex-wrap items-center gap-x-2">
                <Link
                  to={reading.hrefOf(`/equipment/${unit.id}`)}
                  className="inline-flex min-h-6 items-center font-medium hover:underline"
                >
                  {modelOf(unit)}
                </Link>
                <span className="font-mono text-12 text-muted">{unit.code}</span>
              </span>
              <WithWhom checkout={checkout} {...reading} />
            </span>
            <DueBack checkout={checkout} {...reading} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

type Checkout = Omit<OutUnit, "unit">;

export function WithWhom({ checkout, reader, hrefOf }: Reading & { checkout: Checkout }) {
  const { t } = useTranslation("equipment");
  const { sessionId, personId, holder, outAt } = checkout;
  const path = sessionId ? `/sessions/${sessionId}` : `/people/${personId ?? ""}`;
  return (
    <span className="text-muted">
      <Link
        to={hrefOf(path)}
        className="inline-flex min-h-6 items-center text-accent-ink underline"
      >
        {sessionId ? t("checkout.sessionOf", { client: holder }) : holder}
      </Link>{" "}
      {t("checkout.since", { moment: momentOf(outAt, reader) })}
    </span>
  );
}

/** When something that is out is due; nothing where nobody said. */
export function DueBack({ checkout, now, reader }: Reading & { checkout: Checkout }) {
  const { t } = useTranslation("equipment");
  if (!checkout.dueAt) return null;
  const due = t("checkout.dueBack", { moment: momentOf(checkout.dueAt, reader) });
  if (!isOverdue(checkout, now)) return <span className="text-muted">{due}</span>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {due}
      <Badge meaning="danger">{t("checkout.overdue")}</Badge>
    </span>
  );
}
