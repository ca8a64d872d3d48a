import { BookmarkPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../button.tsx";
import { FilterBar, type FilterBarProps } from "../filter-bar.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { ExportMenu, type ExportMenuProps } from "./export-menu.tsx";
import type { ChoosableColumn, ListState } from "./list.ts";
import { useViews } from "./use-views.ts";
import { ViewDialog } from "./view-dialog.tsx";
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
  const { t } = useTranslation();
  const [isSaving, setSaving] = useState(false);
  const views = useViews(list, viewsPath);
  return (
    <>
      <ViewTabs views={views} list={list.name} path={viewsPath} />
      <FilterBar {...filters}>
        {children}
        {views.isUnsaved && (
          <Button
            variant="ghost"
            icon={<BookmarkPlus aria-hidden />}
            onClick={() => setSaving(true)}
          >
            <span className="max-md:sr-only">{t("list.views.save")}</span>
          </Button>
        )}
        <ColumnMenu list={list} columns={columns} />
        {files && <ExportMenu {...files} />}
      </FilterBar>
      <ViewDialog
        action={viewsPath}
        list={list.name}
        query={views.query}
        open={isSaving}
        onOpenChange={setSaving}
        onSaved={(saved) => {
          setSaving(false);
          views.go(saved);
        }}
      />
    </>
  );
}
