import { useId, type CSSProperties, type ReactNode } from "react";
import { Link } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { columnsShown, type ListState } from "./list/list.ts";
import { LoadedBox, RowBox } from "./list/row-box.tsx";
import { directionOf, SortHeader } from "./list/sort-header.tsx";
import { useRowKeys } from "./list/use-row-keys.ts";
import type { Selection } from "./list/use-selection.ts";
import { useRowWindow } from "./use-row-window.ts";

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** A grid track: "2fr", "8rem", "minmax(12rem, 1fr)". */
  width?: string;
  /** Numbers and money stand at the end. */
  align?: "start" | "end";
  /** Leaves the column out on narrower screens. The first column always stays. */
  from?: "md" | "lg";
  /** In a list: its name in `?sort=`, by which its header sorts. */
  sort?: string;
  /** In a list: left out until somebody chooses it. */
  hidden?: boolean;
}

interface TableProps<Row> {
  /** What the table lists: its accessible name. */
  label: string;
  rows: readonly Row[];
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rowKey: (row: Row) => string;
  /** Where a row leads: its first cell becomes the link, and the whole row takes the click. */
  rowHref?: (row: Row) => string;
  /** Its rows can be sorted and its columns chosen. */
  list?: Pick<ListState, "sort" | "columns">;
  /** Its rows can be ticked; they need a `rowHref`. */
  selection?: Selection;
  /** The last row, after all others: `<LoadMore>`. */
  footer?: ReactNode;
}

/**
 * Rows are grids of their own with tracks given by the columns, so that widths stay as pages of rows are
 * appended. All are equally high, so that only those in sight are rendered. The roles are written out since
 * a display other than table takes a table's own away.
 */
export function Table<Row>({
  label,
  rows,
  columns: all,
  rowKey,
  rowHref,
  list,
  selection,
  footer,
}: TableProps<Row>) {
  useRowKeys();
  const ids = useId();
  const { body, start, end, padding } = useRowWindow(rows.length);
  const columns = columnsShown(all, list?.columns);
  const box = selection ? "1rem " : "";
  const tracks = {
    "--tracks": box + tracksOf(columns.filter((column) => !column.from)),
    "--tracks-md": box + tracksOf(columns.filter((column) => column.from !== "lg")),
    "--tracks-lg": box + tracksOf(columns),
  } as CSSProperties;
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface text-13" style={tracks}>
      <table role="table" aria-label={label} aria-rowcount={-1} className="block">
        <thead
          role="rowgroup"
          className="sticky top-(--bar) z-10 block border-b border-line bg-sunken"
        >
          <tr role="row" className={rowClass}>
            {selection && (
              <th role="columnheader" scope="col">
                <LoadedBox selection={selection} />
              </th>
            )}
            {columns.map((column) => (
              <th
                key={column.id}
                role="columnheader"
                scope="col"
                aria-sort={directionOf(column.sort, list?.sort)}
                className={cx(
                  cellClass(column),
                  "py-2 text-12 font-medium text-muted pointer-coarse:has-[a]:py-0",
                )}
              >
                {column.sort && list ? (
                  <SortHeader name={column.sort} sort={list.sort} align={column.align}>
                    {column.header}
                  </SortHeader>
                ) : (
                  column.header
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} role="rowgroup" className="block" style={padding}>
          {rows.slice(start, end).map((row, place) => (
            <tr
              key={rowKey(row)}
              role="row"
              aria-rowindex={start + place + 2}
              className={cx(
                rowClass,
                "relative h-9 border-b border-line last:border-b-0 pointer-coarse:h-11",
                selection?.has(rowKey(row))
                  ? "bg-accent-soft"
                  : rowHref && "hover:bg-hover has-[[data-row-link]:focus-visible]:bg-hover",
              )}
            >
              {selection && (
                <td role="cell">
                  <RowBox selection={selection} id={rowKey(row)} namedBy={`${ids}${rowKey(row)}`} />
                </td>
              )}
              {columns.map((column, index) => (
                <td key={column.id} role="cell" className={cellClass(column)}>
                  {index === 0 && rowHref ? (
                    <Link
                      id={selection && `${ids}${rowKey(row)}`}
                      to={rowHref(row)}
                      prefetch="intent"
                      data-row-link
                      className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                    >
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {footer}
    </div>
  );
}

const rowClass =
  "grid items-center grid-cols-(--tracks) gap-x-4 px-4 md:grid-cols-(--tracks-md) lg:grid-cols-(--tracks-lg)";

function cellClass<Row>({ align, from }: Column<Row>) {
  return cx(
    "min-w-0 truncate",
    align === "end" ? "text-right tabular-nums" : "text-left",
    from === "md" && "max-md:hidden",
    from === "lg" && "max-lg:hidden",
  );
}

function tracksOf<Row>(columns: readonly Column<Row>[]) {
  return columns.map((column) => column.width ?? "minmax(0, 1fr)").join(" ");
}
