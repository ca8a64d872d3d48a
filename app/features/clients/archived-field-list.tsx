import { ArchiveRestore } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { toast } from "#app/ui/toast.tsx";
import { FieldWords, type FieldArchiving } from "./custom-field-list.tsx";
import type { CustomField } from "./custom-fields.ts";

interface ArchivedFieldListProps {
  fields: readonly CustomField[];
  action: string;
  mayWrite: boolean;
}

/** The fields out of use, each to be taken into use again. */
export function ArchivedFieldList({ fields, action, mayWrite }: ArchivedFieldListProps) {
  const { t } = useTranslation("fields");
  return (
    <ul aria-label={t("archived")} className="divide-y divide-line text-13">
      {fields.map((field) => (
        <li key={field.id} className="flex min-h-11 items-center gap-3 px-4 py-1">
          <FieldWords field={field} />
          {mayWrite && <RestoreField field={field} action={`${action}/${field.id}/archiving`} />}
        </li>
      ))}
    </ul>
  );
}

function RestoreField({ field: { name }, action }: { field: CustomField; action: string }) {
  const { t } = useTranslation("fields");
  const { submit, data, state } = useFetcher<FieldArchiving>();
  const announce = useEffectEvent((answer: FieldArchiving) =>
    toast(t("taken" in answer ? "restoreTaken" : "wasRestored", { name })),
  );
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  return (
    <Button
      size="sm"
      icon={<ArchiveRestore aria-hidden />}
      aria-label={`${t("restore")}, ${name}`}
      pending={state !== "idle"}
      onClick={() => void submit(null, { method: "delete", action })}
    >
      {t("restore")}
    </Button>
  );
}
