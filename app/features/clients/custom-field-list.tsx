import { Archive, ChevronDown, ChevronUp, Pencil } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher, useRevalidator } from "react-router";
import { IconButton } from "#app/ui/icon-button.tsx";
import { toast, useUndoToast } from "#app/ui/toast.tsx";
import { CustomFieldDialog } from "./custom-field-dialog.tsx";
import { moveField, type CustomField } from "./custom-fields.ts";

export type FieldArchiving = { archived: boolean } | { taken: true };

interface CustomFieldListProps {
  fields: readonly CustomField[];
  /** The address of the fields. */
  action: string;
  mayWrite: boolean;
}

/** The fields in the order of the client's form; each is moved, renamed and archived. */
export function CustomFieldList({ fields, action, mayWrite }: CustomFieldListProps) {
  const { t } = useTranslation("fields");
  const { rows, said, move } = useFieldOrder(fields, `${action}/order`);
  return (
    <>
      <output className="sr-only">{said}</output>
      <ol aria-label={t("title")} className="divide-y divide-line text-13">
        {rows.map((field, at) => (
          <li key={field.id} className="flex min-h-11 items-center gap-3 px-4 py-1">
            <FieldWords field={field} />
            {mayWrite && (
              <span className="-mr-2 flex shrink-0">
                <IconButton
                  label={t("up", { name: field.name })}
                  icon={<ChevronUp aria-hidden />}
                  disabled={at === 0}
                  onClick={() => move(field.id, -1)}
                />
                <IconButton
                  label={t("down", { name: field.name })}
                  icon={<ChevronDown aria-hidden />}
                  disabled={at === rows.length - 1}
                  onClick={() => move(field.id, 1)}
                />
                <EditField field={field} action={`${action}/${field.id}`} />
                <ArchiveField field={field} action={`${action}/${field.id}/archiving`} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Its name, its kind, and what one chooses from. */
export function FieldWords({ field: { name, kind, choices } }: { field: CustomField }) {
  const { t } = useTranslation("clients");
  return (
    <span className="flex min-w-0 flex-1 flex-col py-1">
      <span className="font-medium break-words">{name}</span>
      <span className="truncate text-12 text-muted">
        {[t(`fields.kinds.${kind}`), choices.join(", ")].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

function EditField({ field, action }: { field: CustomField; action: string }) {
  const { t } = useTranslation("fields");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        label={t("editOf", { name: field.name })}
        icon={<Pencil aria-hidden />}
        onClick={() => setOpen(true)}
      />
      <CustomFieldDialog field={field} action={action} open={isOpen} onOpenChange={setOpen} />
    </>
  );
}

function ArchiveField({ field: { name }, action }: { field: CustomField; action: string }) {
  const { t } = useTranslation("fields");
  const archiving = useFetcher<FieldArchiving>();
  const undo = useFetcher<FieldArchiving>();
  const undoToast = useUndoToast();
  const announce = useEffectEvent(() =>
    undoToast(
      t("wasArchived", { name }),
      () => void undo.submit(null, { method: "delete", action }),
    ),
  );
  useEffect(() => {
    if (archiving.data) announce();
  }, [archiving.data]);
  return (
    <IconButton
      label={t("archive", { name })}
      icon={<Archive aria-hidden />}
      onClick={() => void archiving.submit(null, { method: "post", action })}
    />
  );
}

/** The fields in the order that is on its way to the server, until the loader has it. */
function useFieldOrder(fields: readonly CustomField[], action: string) {
  const { t } = useTranslation("fields");
  const { submit, data } = useFetcher<{ ordered: boolean }>();
  const [said, say] = useState("");
  // Held here and not read from the fetcher, which tells of it a render later: too late for a second press.
  const [sent, setSent] = useState<{ ids: string[]; over: readonly CustomField[] } | null>(null);
  const ids = sent?.over === fields ? sent.ids : fields.map(({ id }) => id);
  const rows = fields.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  const { revalidate } = useRevalidator();
  // The router reads nothing again after a refusal; the list as it is takes the place of what was sent.
  const refused = useEffectEvent(() => {
    toast(t("orderStale"));
    void revalidate();
  });
  useEffect(() => {
    if (data?.ordered === false) refused();
  }, [data]);
  return {
    rows,
    said,
    move(id: string, step: -1 | 1) {
      const wanted = moveField(ids, id, step);
      const body = new FormData();
      for (const each of wanted) body.append("field", each);
      setSent({ ids: wanted, over: fields });
      void submit(body, { method: "post", action });
      const name = fields.find((field) => field.id === id)?.name ?? "";
      say(t("moved", { name, place: wanted.indexOf(id) + 1, count: wanted.length }));
    },
  };
}
