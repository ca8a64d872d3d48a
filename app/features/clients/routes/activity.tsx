import { History } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listPeople } from "#app/identity/people.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { foundId } from "#app/lib/found.ts";
import { readCursor } from "#app/lib/keyset.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Card } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { LoadMore, useKeysetPages } from "#app/ui/load-more.tsx";
import { ActivityList } from "../activity-list.tsx";
import { activityTables } from "../activity.ts";
import { listActivity } from "../activity.server.ts";
import type { Route } from "./+types/activity.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader({ context, params, url: { searchParams } }: Route.LoaderArgs) {
  const clientId = foundId(params.clientId);
  const studio = context.get(studioContext);
  const after = readCursor(searchParams.get("after"))?.id;
  const { rows, next } = await studio.read((db) => listActivity(db, clientId, after));
  const actors = [...new Set(rows.flatMap(({ actor }) => actor ?? []))];
  const { control } = context.get(platformContext);
  const people = await listPeople(control, studio.placement.studioId, actors);
  const named = rows.map((row) => ({
    ...row,
    by: people.find(({ id }) => id === row.actor)?.name ?? null,
  }));
  return { page: { rows: named, next } };
}

export default function ClientActivity({ loaderData }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("activity");
  const { href, may, timeZone } = useStudio();
  useLive(activityTables);
  const pages = useKeysetPages(loaderData.page);
  if (pages.rows.length === 0) {
    return <EmptyState icon={History} title={t("empty.title")} text={t("empty.text")} />;
  }
  return (
    <Card title={t("title")} flush>
      <ActivityList
        changes={pages.rows}
        reader={{ language: i18n.language, timeZone }}
        hrefOf={href}
        withDetails={may("audit.read")}
      />
      <LoadMore pages={pages} />
    </Card>
  );
}
