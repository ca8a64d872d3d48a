import { useTranslation } from "react-i18next";

const bar = "rounded-sm bg-hover";

/** The shape of a table that is on its way. */
export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <output
      aria-label={t("loading")}
      className="skeleton block overflow-clip rounded-lg border border-line bg-surface"
    >
      <div className="h-8 border-b border-line bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          className="flex h-9 items-center gap-4 border-t border-line px-4 first:border-t-0"
        >
          <div className={`${bar} h-3`} style={{ width: `${18 + ((row * 7) % 14)}%` }} />
          <div className={`${bar} h-3 w-1/5`} />
          <div className={`${bar} ml-auto h-3 w-16`} />
        </div>
      ))}
    </output>
  );
}

/** The shape of a page that is on its way: its header and a table. */
export function PageSkeleton({ rows }: { rows?: number }) {
  return (
    <div className="flex flex-col gap-6 pt-6">
      <div className="skeleton h-6 w-48 rounded-sm bg-hover" />
      <TableSkeleton rows={rows} />
    </div>
  );
}
