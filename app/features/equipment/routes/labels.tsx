import { Printer, SearchX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { studioDayOf } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { listLabels } from "../equipment.server.ts";
import { filterOf } from "../equipment.ts";
import { LabelSheets } from "../label-sheets.tsx";
import { qrOf } from "../qr.server.ts";
import { dueBy } from "../service.ts";
import type { Route } from "./+types/labels.ts";

export const middleware = [needs({ read: "equipment.read" })];

/** Labels of `?ids=` (by commas), else of what the list's filter finds. */
export async function loader({ context, url: { searchParams } }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const { timeZone, dayStartsAt } = await studio.preferences();
  const asked = searchParams.get("ids")?.split(",");
  const ids = asked?.filter((id) => z.uuid().safeParse(id).success);
  const today = studioDayOf(new Date(), timeZone, dayStartsAt);
  const units = await studio.read((db) =>
    listLabels(db, ids ? { ids } : filterOf(searchParams, dueBy(today))),
  );
  return { labels: units.map((unit) => ({ ...unit, qr: qrOf(unit.code) })) };
}

export default function Labels({ loaderData: { labels } }: Route.ComponentProps) {
  const { t } = useTranslation("equipment");
  const { href } = useStudio();
  return (
    <>
      <div className="print:hidden">
        <Page>
          <PageHeader
            title={t("labels.title")}
            breadcrumbs={[{ label: t("title"), href: href("/equipment") }]}
            actions={
              labels.length > 0 && (
                <Button variant="primary" icon={<Printer aria-hidden />} onClick={() => print()}>
                  {t("labels.print")}
                </Button>
              )
            }
          />
          {labels.length === 0 ? (
            <EmptyState icon={SearchX} title={t("noMatch.title")} text={t("noMatch.text")} />
          ) : (
            <p className="text-13 text-muted">{t("labels.help", { count: labels.length })}</p>
          )}
        </Page>
      </div>
      {labels.length > 0 && <LabelSheets labels={labels} />}
    </>
  );
}
