import { Archive, ArchiveRestore } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BulkAction } from "./bulk-bar.tsx";

/**
 * What a list does to the ticked rows where they can be archived: POST to `action` archives, DELETE
 * restores. A list shows either what is in use or what is archived.
 */
export function useArchivingActions(action: string, showsArchived: boolean): BulkAction[] {
  const { t } = useTranslation();
  const archive = {
    ...{ action, method: "post" as const, label: t("list.archive"), icon: Archive },
    done: (count: number) => t("list.archived", { count }),
  };
  const restore = {
    ...{ action, method: "delete" as const, label: t("list.restore"), icon: ArchiveRestore },
    done: (count: number) => t("list.restored", { count }),
  };
  return [showsArchived ? { ...restore, undo: archive } : { ...archive, undo: restore }];
}
