import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { buttonClass } from "#app/ui/button.tsx";
import { LoadMore, type useKeysetPages } from "#app/ui/load-more.tsx";
import { Segments } from "#app/ui/segments.tsx";
import { Select } from "#app/ui/select.tsx";
import { Stat, StatRow } from "#app/ui/stat.tsx";
import type { CustomField } from "../custom-fields.ts";
import { ImportRow } from "./import-row-view.tsx";
import { decisions, type RowCounts, rowFilters, type RowFilter } from "./import.ts";
import type { PreviewRow } from "./imports.server.ts";

interface ImportPreviewProps {
  pages: ReturnType<typeof useKeysetPages<PreviewRow>>;
  counts: RowCounts;
  filter: RowFilter | undefined;
  customs: readonly CustomField[];
  isCard: boolean;
  /** The import's own address. */
  path: string;
  hrefOf: (clientId: string) => string;
  onDecided: (counts: RowCounts) => void;
}

/** What would become of each row, before anything does. */
export function ImportPreview(props: ImportPreviewProps) {
  const { pages, counts, filter, customs, isCard, path, hrefOf, onDecided } = props;
  const { t, i18n } = useTranslation("imports");
  const all = useFetcher();
  const number = (count: number) => count.toLocaleString(i18n.language);
  const segments = [undefined, ...rowFilters].map((each) => ({
    label: `${t(`preview.${each ?? "all"}`)} (${number(each ? counts[each] : counts.fine + counts.wrong)})`,
    href: each ? `?rows=${each}` : "?",
    current: each === filter,
  }));
  return (
    <div className="flex flex-col gap-5">
      <StatRow>
        {(["add", "merge", "skip", "wrong"] as const).map((each) => (
          <Stat key={each} label={t(`preview.${each}`)} value={number(counts[each])} />
        ))}
      </StatRow>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segments label={t("preview.rows")} segments={segments} />
        {counts.wrong > 0 && (
          <a href={`${path}/errors.csv`} download className={buttonClass({ size: "sm" })}>
            <Download className="size-4" aria-hidden />
            {t("preview.errorsFile")}
          </a>
        )}
      </div>
      {filter === "wrong" && <p className="text-13 text-muted">{t("preview.wrongText")}</p>}
      {filter === "suspect" && counts.suspect > 0 && (
        <div className="flex flex-wrap items-end justify-between gap-3">
          <p className="max-w-160 text-13 text-muted">{t("preview.suspectText")}</p>
          <Select
            className="w-64 max-w-full"
            label={t("preview.forAll")}
            value=""
            options={[
              { value: "", label: t("preview.forAll") },
              ...decisions.map((value) => ({ value, label: t(`preview.decisions.${value}`) })),
            ]}
            onChange={({ target }) => {
              if (!target.value) return;
              const action = `${path}/decisions`;
              void all.submit({ decision: target.value }, { method: "post", action });
            }}
          />
        </div>
      )}
      {pages.rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-8 text-center text-13 text-muted">
          {t("preview.noRows")}
        </p>
      ) : (
        <div className="overflow-clip rounded-lg border border-line bg-surface">
          <ol aria-label={t("preview.rows")} className="divide-y divide-line text-13">
            {pages.rows.map((row) => (
              <ImportRow
                key={`${row.id} ${row.decision}`}
                row={row}
                customs={customs}
                isCard={isCard}
                action={`${path}/decisions`}
                hrefOf={hrefOf}
                onDecided={onDecided}
              />
            ))}
          </ol>
          <LoadMore pages={pages} />
        </div>
      )}
    </div>
  );
}
