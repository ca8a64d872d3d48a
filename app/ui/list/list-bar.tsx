import { FilterBar, type FilterBarProps } from "../filter-bar.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { ExportMenu, type ExportMenuProps } from "./export-menu.tsx";
import type { ChoosableColumn, ListState } from "./list.ts";
import { ViewTabs } from "./view-tabs.tsx";

interface ListBarProps extends FilterBarProps {
  list: ListState;
  columns: readonly ChoosableColumn[];
  /** The address of all saved views: `href("/views")`. */
  viewsPath: string;
  /** The list as files; none without it. */
  files?: ExportMenuProps;
}

/** What stands above a list: its saved views, its filters, and its columns and files. */
export function ListBar({ list, columns, viewsPath, files, children, ...filters }: ListBarProps) {
  return (
    <>
      <ViewTabs list={list} path={viewsPath} />
      <FilterBar {...filters}>
        {children}
        <ColumnMenu list={list} columns={columns} />
        {files && <ExportMenu {...files} />}
      </FilterBar>
    </>
  );
}
