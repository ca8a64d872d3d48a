import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Badge } from "#app/ui/badge.tsx";
import { Select } from "#app/ui/select.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { useFieldWords } from "./field-words.tsx";
import type { CustomField } from "../custom-fields.ts";
import { decisions, type Face, type RowCounts } from "./import.ts";
import type { PreviewRow } from "./imports.server.ts";

interface ImportRowProps {
  row: PreviewRow;
  customs: readonly CustomField[];
  isCard: boolean;
  /** The address of decisions. */
  action: string;
  hrefOf: (clientId: string) => string;
  onDecided: (counts: RowCounts) => void;
}

/** A row by its number in the file: as a client, with what is wrong, or beside whom it seems to be. */
export function ImportRow({ row, customs, isCard, action, hrefOf, onDecided }: ImportRowProps) {
  const { t } = useTranslation("imports");
  const { problemText } = useFieldWords(customs);
  const number = t(isCard ? "preview.card" : "preview.row", { number: row.number });
  if (!row.face) {
    return (
      <li className="flex flex-col gap-1 px-4 py-2.5">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-12 text-muted tabular-nums">{number}</span>
          <span className="text-danger-ink">{row.problems.map(problemText).join(" ; ")}</span>
        </span>
        <span className="truncate text-muted">{row.cells.filter(Boolean).join(" · ")}</span>
      </li>
    );
  }
  if (!row.suspect) {
    return (
      <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5">
        <span className="w-20 shrink-0 text-12 text-muted tabular-nums">{number}</span>
        <FaceLine face={row.face} />
      </li>
    );
  }
  return (
    <li className="grid items-start gap-x-6 gap-y-3 px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_11rem]">
      <div className="flex min-w-0 flex-col gap-1">
        <span className="text-12 text-muted">
          {number} · {t("preview.inFile")}
        </span>
        <FaceLine face={row.face} />
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2 text-12 text-muted">
          {row.suspectId
            ? t("preview.client")
            : t("preview.earlier", { number: row.suspectRow ?? 0 })}
          {row.likeness && <Badge meaning="warning">{t(`preview.like.${row.likeness}`)}</Badge>}
          {row.suspect.archived && <Badge>{t("preview.archived")}</Badge>}
        </span>
        <FaceLine face={row.suspect} {...(row.suspectId && { href: hrefOf(row.suspectId) })} />
      </div>
      <Decision row={row} action={action} onDecided={onDecided} />
    </li>
  );
}

function FaceLine({ face, href }: { face: Face; href?: string }) {
  const { name, organisation, email, phone, city } = face;
  return (
    <span className="min-w-0">
      <span className="block truncate font-medium">
        {href ? <TextLink to={href}>{name}</TextLink> : name}
      </span>
      <span className="block truncate text-muted">
        {[organisation, email, phone, city].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function Decision({
  row,
  action,
  onDecided,
}: Pick<ImportRowProps, "row" | "action" | "onDecided">) {
  const { t } = useTranslation("imports");
  const fetcher = useFetcher<{ ok: boolean; counts: RowCounts }>();
  const told = useEffectEvent(onDecided);
  useEffect(() => {
    if (fetcher.data?.ok) told(fetcher.data.counts);
  }, [fetcher.data]);
  return (
    <Select
      label={t("preview.decision", { number: row.number })}
      defaultValue={row.decision ?? "add"}
      options={decisions.map((value) => ({ value, label: t(`preview.decisions.${value}`) }))}
      onChange={({ target }) =>
        void fetcher.submit({ rowId: row.id, decision: target.value }, { method: "post", action })
      }
    />
  );
}
