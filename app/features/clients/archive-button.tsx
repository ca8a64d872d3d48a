import { Archive, ArchiveRestore } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { toast, useUndoToast } from "#app/ui/toast.tsx";

interface ArchiveButtonProps {
  name: string;
  archived: boolean;
  /** The address of the archiving: POST archives, DELETE restores. */
  action: string;
}

export function ArchiveButton({ name, archived, action }: ArchiveButtonProps) {
  const { t } = useTranslation("clients");
  const { submit, data, state } = useFetcher<{ archived: boolean }>();
  const undoToast = useUndoToast();
  const restore = () => void submit(null, { method: "delete", action });
  const announce = useEffectEvent((isArchived: boolean) =>
    isArchived ? undoToast(t("wasArchived", { name }), restore) : toast(t("wasRestored", { name })),
  );
  useEffect(() => {
    if (data) announce(data.archived);
  }, [data]);
  return archived ? (
    <Button icon={<ArchiveRestore />} pending={state !== "idle"} onClick={restore}>
      {t("restore")}
    </Button>
  ) : (
    <Button
      icon={<Archive />}
      pending={state !== "idle"}
      onClick={() => void submit(null, { method: "post", action })}
    >
      {t("archive")}
    </Button>
  );
}
