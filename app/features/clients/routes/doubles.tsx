import { Merge, UserCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { formatDate } from "#app/lib/dates.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import { findDoubles } from "../likeness.server.ts";
import type { Route } from "./+types/doubles.ts";

export const middleware = [needs({ read: "clients.write" })];

/** As many groups as anybody goes through in one sitting; those that are merged make room. */
const GROUPS = 50;

export async function loader({ context }: Route.LoaderArgs) {
  return { doubles: await context.get(studioContext).read((db) => findDoubles(db, GROUPS)) };
}

export default function Doubles({ loaderData: { doubles } }: Route.ComponentProps) {
  const { t, i18n } = useTranslation("clients");
  const { href, timeZone } = useStudio();
  const since = (at: string) =>
    formatDate(new Date(at), { language: i18n.language, timeZone }, { year: true });
  return (
    <Page width="form">
      <PageHeader
        title={t("doubles.title")}
        breadcrumbs={[{ label: t("title"), href: href("/clients") }]}
        meta={doubles.length > 0 && t("doubles.text")}
      />
      {doubles.length === 0 ? (
        <EmptyState
          icon={UserCheck}
          title={t("doubles.none.title")}
          text={t("doubles.none.text")}
        />
      ) : (
        <ul className="flex flex-col gap-4">
          {doubles.map(({ by, shared, clients }) => (
            <li key={`${by} ${shared}`}>
              <Card title={t(`doubles.by.${by}`, { shared })}>
                <ul className="flex flex-col gap-3">
                  {clients.map((client, n) => (
                    <li key={client.id} className="flex items-center justify-between gap-3 text-13">
                      <span className="min-w-0">
                        <TextLink to={href(`/clients/${client.id}`)}>{client.name}</TextLink>
                        <span className="block text-12 text-muted">
                          {[client.city, t("doubles.since", { day: since(client.createdAt) })]
                            .filter(Boolean)
                            .join(" · ")}
                        </span>
                      </span>
                      {n > 0 && (
                        <ButtonLink
                          size="sm"
                          icon={<Merge aria-hidden />}
                          to={href(`/clients/${clients[0]?.id ?? ""}/merging?with=${client.id}`)}
                        >
                          {t("merging.compare")}
                        </ButtonLink>
                      )}
                    </li>
                  ))}
                </ul>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
