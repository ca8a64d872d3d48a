import { Split } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { toast } from "#app/ui/toast.tsx";
import type { listMerges, MergeUndoing } from "./merging.server.ts";

type Merged = Awaited<ReturnType<typeof listMerges>>[number];

interface MergedClientsProps {
  merges: readonly Merged[];
  reader: Reader;
  /** The address that undoes a merge; undefined where one may not. */
  undoHref: ((mergeId: string) => string) | undefined;
}

/** Who became one with this client, and the way back. */
export function MergedClients({ merges, reader, undoHref }: MergedClientsProps) {
  const { t } = useTranslation("clients");
  return (
    <Card title={t("merging.merged")}>
      <ul className="flex flex-col gap-3">
        {merges.map((merge) => (
          <li key={merge.id} className="flex items-center justify-between gap-3 text-13">
            <span className="min-w-0">
              <span className="block truncate">{merge.name}</span>
              <span className="text-12 text-muted">
                {formatDate(merge.at, reader, { year: true })}
              </span>
            </span>
            {undoHref && <UndoMerge name={merge.name} action={undoHref(merge.id)} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function UndoMerge({ name, action }: { name: string; action: string }) {
  const { t } = useTranslation("clients");
  const { submit, data, state } = useFetcher<MergeUndoing>();
  const announce = useEffectEvent((undoing: MergeUndoing) =>
    toast(undoing.ok ? t("merging.parted", { name }) : t("merging.notParted", { name })),
  );
  useEffect(() => {
    if (data) announce(data);
  }, [data]);
  return (
    <Button
      size="sm"
      icon={<Split aria-hidden />}
      pending={state !== "idle"}
      onClick={() => void submit(null, { method: "post", action })}
    >
      {t("merging.part")}
    </Button>
  );
}
