import {
  CalendarPlus,
  Ellipsis,
  History as HistoryIcon,
  IdCard,
  Merge,
  Pencil,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Outlet, redirect } from "react-router";
import { formatDate } from "#app/lib/dates.ts";
import { found, foundId } from "#app/lib/found.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ArchiveButton } from "#app/ui/archive-button.tsx";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import { IconButton } from "#app/ui/icon-button.tsx";
import { Menu, MenuLink } from "#app/ui/menu.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Tabs } from "#app/ui/tabs.tsx";
import { findClient, type Client } from "../clients.server.ts";
import { VipBadge } from "../vip-badge.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/client.ts";

export const middleware = [needs({ read: "clients.read" })];

export async function loader({ context, params }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const client = found(await studio.read((db) => findClient(db, foundId(params.clientId))));
  // Whoever was merged into another is found where they are now.
  if (client.mergedInto) throw redirect(studio.href(`/clients/${client.mergedInto}`));
  return { client };
}

/** The frame of a client's pages, which have the client from it. */
export default function ClientFrame({ loaderData: { client } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation(["clients", "notes", "activity", "common"]);
  const { href, may, timeZone } = useStudio();
  const page = href(`/clients/${client.id}`);
  const { language } = i18n;
  const archivedOn =
    client.archivedAt && formatDate(client.archivedAt, { language, timeZone }, { year: true });
  return (
    <Page>
      <PageHeader
        title={client.name}
        breadcrumbs={[{ label: t("title"), href: href("/clients") }]}
        mark={
          <>
            {client.isVip && <VipBadge />}
            {archivedOn && <Badge>{t("isArchived")}</Badge>}
          </>
        }
        meta={
          archivedOn
            ? t("archivedText", { day: archivedOn })
            : [t(`kinds.${client.kind}`), client.city].filter(Boolean).join(" · ")
        }
        actions={
          <>
            <MoreMenu page={page} clientId={client.id} />
            {may("clients.write") && (
              <>
                <ArchiveButton
                  archived={archivedOn !== null}
                  action={`${page}/archiving`}
                  words={{
                    archive: t("archive"),
                    restore: t("restore"),
                    wasArchived: t("wasArchived", { name: client.name }),
                    wasRestored: t("wasRestored", { name: client.name }),
                  }}
                />
                <ButtonLink icon={<Pencil />} to={`${page}/edit`}>
                  {t("common:edit")}
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <Tabs
        label={t("parts")}
        tabs={[
          { label: t("overview"), href: page, end: true },
          { label: t("sessions"), href: `${page}/sessions` },
          { label: t("projects"), href: `${page}/projects` },
          { label: t("notes:title"), href: `${page}/notes` },
          { label: t("activity:title"), href: `${page}/activity` },
        ]}
      />
      <Outlet context={client satisfies Client} />
    </Page>
  );
}

function MoreMenu({ page, clientId }: { page: string; clientId: string }) {
  const { t } = useTranslation(["clients", "feeds", "common"]);
  const { href, may } = useStudio();
  return (
    <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis aria-hidden />} />}>
      {may("clients.write") && (
        <MenuLink href={`${page}/merging`} icon={Merge}>
          {t("merging.action")}
        </MenuLink>
      )}
      {may("feeds.write") && (
        <MenuLink href={href(`/settings/feeds?client=${clientId}`)} icon={CalendarPlus}>
          {t("feeds:subscribe")}
        </MenuLink>
      )}
      {may("clients.read") && (
        <MenuLink href={`${page}/card.vcf`} icon={IdCard} reloadDocument>
          {t("asCard")}
        </MenuLink>
      )}
      {may("audit.read") && (
        <MenuLink href={href(`/settings/audit?row=${clientId}`)} icon={HistoryIcon}>
          {t("common:history")}
        </MenuLink>
      )}
    </Menu>
  );
}
