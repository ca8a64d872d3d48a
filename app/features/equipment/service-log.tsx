import { Pencil, Plus, Trash2 } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { formatDay } from "#app/lib/dates.ts";
import { formatMoney } from "#app/lib/money.ts";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { useUndoToast } from "#app/ui/toast.tsx";
import { type ServiceAnswer, ServiceDialog } from "./service-dialog.tsx";
import type { Service } from "./services.server.ts";

interface ServiceLogProps {
  services: readonly Service[];
  /** The address of the log. */
  action: string;
  canEdit: boolean;
  today: string;
  currency: string;
}

/** All that was done to a unit, the latest first. */
export function ServiceLog({ services, action, canEdit, ...reading }: ServiceLogProps) {
  const { t } = useTranslation("equipment");
  const removal = useFetcher<ServiceAnswer>();
  const undo = useFetcher();
  const undoToast = useUndoToast();
  const announce = useEffectEvent((answer: ServiceAnswer) => {
    if (!("removed" in answer)) return;
    const { removed } = answer;
    undoToast(
      t("services.wasRemoved"),
      () => void undo.submit(removed, { method: "post", action }),
    );
  });
  useEffect(() => {
    if (removal.data) announce(removal.data);
  }, [removal.data]);
  return (
    <Card
      title={t("services.title")}
      flush
      actions={
        canEdit && (
          <ServiceDialog
            {...{ action, ...reading }}
            trigger={
              <Button size="sm" icon={<Plus aria-hidden />}>
                {t("services.add")}
              </Button>
            }
          />
        )
      }
    >
      {services.length === 0 && <p className="p-4 text-13 text-muted">{t("services.none")}</p>}
      <ul className="divide-y divide-line text-13">
        {services.map((service) => (
          <ServiceRow
            key={service.id}
            service={service}
            {...reading}
            action={canEdit ? `${action}/${service.id}` : null}
            onRemove={() =>
              void removal.submit(null, { method: "delete", action: `${action}/${service.id}` })
            }
          />
        ))}
      </ul>
    </Card>
  );
}

interface ServiceRowProps {
  service: Service;
  /** Null where the person may not change it. */
  action: string | null;
  today: string;
  currency: string;
  onRemove: () => void;
}

function ServiceRow({ service, action, today, currency, onRemove }: ServiceRowProps) {
  const { t, i18n } = useTranslation("equipment");
  const { doneOn, doneBy, costCents, note, nextDueOn } = service;
  const day = (it: string) => formatDay(it, i18n.language, "year");
  const what = `${t(`services.kinds.${service.kind}`)}, ${day(doneOn)}`;
  const cost = costCents === null ? null : formatMoney(costCents, currency, i18n.language);
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-2">
      <div className="flex min-w-0 flex-col">
        <span className="font-medium">{what}</span>
        <span className="text-muted">{[doneBy, cost].filter(Boolean).join(" · ")}</span>
        {note && <span className="break-words whitespace-pre-line">{note}</span>}
        {nextDueOn && (
          <span className="text-muted">{t("services.next", { day: day(nextDueOn) })}</span>
        )}
      </div>
      {action !== null && (
        <span className="-mr-2 flex shrink-0">
          <ServiceDialog
            {...{ action, service, today, currency }}
            trigger={
              <IconButton label={t("services.edit", { what })} icon={<Pencil aria-hidden />} />
            }
          />
          <IconButton
            label={t("services.remove", { what })}
            icon={<Trash2 aria-hidden />}
            onClick={onRemove}
          />
        </span>
      )}
    </li>
  );
}
