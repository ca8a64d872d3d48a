import { FileDown, Pencil, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatRange } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { useLive } from "#app/tenancy/live/live.tsx";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button, ButtonLink, buttonClass } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { CallSheetView } from "../call-sheet-view.tsx";
import { findCallSheet } from "../call-sheet.server.ts";
import { SessionTabs } from "../session-tabs.tsx";
import { SessionStateBadge } from "../session-state.tsx";
import type { Route } from "./+types/call-sheet.ts";

/** What a call sheet is made of. */
const LIVE = [
  "sessions",
  "allocations",
  "call_sheets",
  "rooms",
  "clients",
  "people",
  "equipment",
  "projects",
  "settings",
] as const;

export const middleware = [needs({ read: "sessions.read" })];

export async function loader({ params, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const id = foundId(params.sessionId);
  return { name: studio.name, sheet: found(await studio.read((db) => findCallSheet(db, id))) };
}

export default function ShowCallSheet({ loaderData: { name, sheet } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["callSheet", "sessions", "common"]);
  const { timeZone, href, may } = useStudio();
  useLive(LIVE);
  const reader = { language: i18n.language, timeZone };
  const session = href(`/sessions/${sheet.id}`);
  return (
    <Page>
      <PageHeader
        title={t("title")}
        mark={
          sheet.state === "confirmed" ? undefined : (
            <SessionStateBadge state={sheet.state} rank={null} />
          )
        }
        meta={`${sheet.client}, ${formatRange(sheet.startsAt, sheet.endsAt, reader, { year: true })}`}
        breadcrumbs={[
          { label: t("sessions:title"), href: href("/sessions") },
          { label: sheet.client, href: session },
        ]}
        actions={
          <span className="contents print:hidden">
            <Button
              variant="ghost"
              icon={<Printer aria-hidden />}
              onClick={() => print()}
              className="max-md:hidden"
            >
              {t("print")}
            </Button>
            <a
              href={href(`/sessions/${sheet.id}/call-sheet/pdf`)}
              target="_blank"
              rel="noreferrer"
              className={buttonClass()}
            >
              <FileDown aria-hidden />
              {t("pdf")}
            </a>
            {may("sessions.write") && (
              <ButtonLink
                variant="primary"
                icon={<Pencil aria-hidden />}
                to={href(`/sessions/${sheet.id}/call-sheet/edit`)}
              >
                {t("common:edit")}
              </ButtonLink>
            )}
          </span>
        }
      />
      <SessionTabs here={session} />
      <CallSheetView sheet={sheet} studio={name} reader={reader} />
    </Page>
  );
}
