import { Pencil, QrCode } from "lucide-react";
import { useTranslation } from "react-i18next";
import { studioDayOf } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { listCheckoutsOfUnit } from "../checkouts.server.ts";
import { ConditionBadge } from "../condition-badge.tsx";
import { DueBadge } from "../due-badge.tsx";
import { isUsable, modelOf } from "../equipment.ts";
import { findEquipment } from "../equipment.server.ts";
import { ServiceLog } from "../service-log.tsx";
import { listServices } from "../services.server.ts";
import { UnitCheckouts } from "../unit-checkouts.tsx";
import { UnitDetails } from "../unit-details.tsx";
import { UnitSessions } from "../unit-sessions.tsx";
import { listNextOfUnit } from "../unit-sessions.server.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/show.ts";

export const middleware = [needs({ read: "equipment.read" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const id = foundId(params.equipmentId);
  const studio = context.get(studioContext);
  const now = new Date();
  const { timeZone, dayStartsAt } = await studio.preferences();
  return studio.read(async (db) => {
    const [equipment, services, sessions, checkouts] = await Promise.all([
      findEquipment(db, id),
      listServices(db, id),
      listNextOfUnit(db, id, now),
      listCheckoutsOfUnit(db, id),
    ]);
    const today = studioDayOf(now, timeZone, dayStartsAt);
    return { equipment: found(equipment), services, sessions, checkouts, today, now };
  });
}

export default function ShowEquipment({ loaderData }: Route.ComponentProps) {
  const { equipment, services, sessions, checkouts, today, now } = loaderData;
  const { t, i18n } = useTranslation(["equipment", "common"]);
  const { currency, href, may, timeZone } = useStudio();
  useLive(["equipment", "rooms", "services", "checkouts", "sessions", "allocations"]);
  const { id, name, archivedAt } = equipment;
  const reader = { language: i18n.language, timeZone };
  const page = href(`/equipment/${id}`);
  return (
    <Page>
      <PageHeader
        title={modelOf(equipment)}
        breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
        mark={
          <>
            <ConditionBadge condition={equipment.condition} />
            <DueBadge dueOn={equipment.dueOn} today={today} />
            {archivedAt && <Badge>{t("archivedOnly")}</Badge>}
          </>
        }
        actions={
          <>
            <ButtonLink icon={<QrCode aria-hidden />} to={href(`/equipment/labels?ids=${id}`)}>
              {t("labels.one")}
            </ButtonLink>
            {may("equipment.write") && (
              <>
                <ArchiveButton
                  archived={archivedAt !== null}
                  action={`${page}/archiving`}
                  words={{
                    archive: t("archive"),
                    restore: t("restore"),
                    wasArchived: t("wasArchived", { name }),
                    wasRestored: t("wasRestored", { name }),
                  }}
                />
                <ButtonLink variant="primary" icon={<Pencil />} to="edit">
                  {t("common:edit")}
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,3fr)_minmax(0,2fr)] items-start gap-4 max-lg:grid-cols-1">
        <div className="flex flex-col gap-4">
          <UnitSessions
            sessions={sessions}
            isBroken={!isUsable(equipment)}
            reader={reader}
            hrefOf={(session) => href(`/sessions/${session}`)}
          />
          <ServiceLog
            services={services}
            action={`${page}/services`}
            canEdit={may("equipment.write")}
            {...{ today, currency }}
          />
        </div>
        <div className="flex flex-col gap-4">
          <UnitCheckouts {...{ checkouts, now, reader }} hrefOf={href} />
          <UnitDetails
            unit={equipment}
            currency={currency}
            roomHref={(room) => href(`/rooms/${room}`)}
          />
        </div>
      </div>
    </Page>
  );
}
