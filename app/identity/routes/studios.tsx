import { ChevronRight, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Form, Link, redirect } from "react-router";
import { listMemberships } from "#app/identity/memberships.server.ts";
import { onApex } from "#app/identity/on-apex.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found } from "#app/lib/found.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Centered } from "#app/ui/centered.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import type { Route } from "./+types/studios.ts";

export const middleware = [onApex, forTheSignedIn];

/** The chooser: who belongs to one studio is sent there. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const user = found(context.get(userContext));
  const studios = await listMemberships(context.get(platformContext).control, user.id);
  const [only] = studios;
  if (only && studios.length === 1 && !url.searchParams.has("choose")) {
    throw redirect(`/s/${only.slug}`);
  }
  if (studios.length === 0 && user.isOperator) throw redirect("/operations");
  return { name: user.name, studios };
}

export default function Studios({ loaderData: { name, studios } }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  return (
    <Centered
      title={t("chooser.title", { name })}
      text={studios.length === 0 ? t("chooser.none") : t("chooser.text")}
      footer={
        <>
          <ButtonLink variant="ghost" to="/account">
            {t("chooser.account")}
          </ButtonLink>
          <Form method="post" action="/sign-out">
            <Button type="submit" variant="ghost">
              {t("signOut")}
            </Button>
          </Form>
        </>
      }
    >
      <DocumentTitle>{t("chooser.heading")}</DocumentTitle>
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface empty:hidden">
        {studios.map((studio) => (
          <li key={studio.slug}>
            <Link
              to={`/s/${studio.slug}`}
              prefetch="intent"
              className="flex h-14 items-center gap-3 px-3 hover:bg-hover"
            >
              <Avatar name={studio.name} square />
              <span className="min-w-0 flex-1 truncate text-14 font-medium">{studio.name}</span>
              <span className="text-13 text-muted">{t(`roles.${studio.role}`)}</span>
              <ChevronRight className="size-4 text-muted" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      <ButtonLink
        to="/studios/new"
        variant={studios.length === 0 ? "primary" : "secondary"}
        size="lg"
        icon={<Plus aria-hidden />}
      >
        {t("chooser.create")}
      </ButtonLink>
    </Centered>
  );
}
