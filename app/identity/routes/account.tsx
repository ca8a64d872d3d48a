import { useTranslation } from "react-i18next";
import { Form, Outlet } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { BareFrame } from "#app/ui/bare-frame.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { Tabs } from "#app/ui/tabs.tsx";
import { listProviders } from "#app/identity/oauth/providers.server.ts";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { found } from "#app/lib/found.ts";
import type { Route } from "./+types/account.ts";

export const middleware = [forTheSignedIn];

export function loader({ context }: Route.LoaderArgs) {
  const { email } = found(context.get(userContext));
  return { email, mayLink: listProviders(context.get(environmentContext)).length > 0 };
}

/** The frame around the parts of a person's own account. */
export default function Account({ loaderData: { email, mayLink } }: Route.ComponentProps) {
  const { t } = useTranslation("account");
  return (
    <BareFrame
      actions={
        <>
          <ButtonLink variant="ghost" to="/studios?choose">
            {t("yourStudios")}
          </ButtonLink>
          <Form method="post" action="/sign-out">
            <Button type="submit" variant="ghost">
              {t("signOut")}
            </Button>
          </Form>
        </>
      }
    >
      <Page>
        <PageHeader title={t("title")} meta={email} />
        <Tabs
          label={t("title")}
          tabs={[
            { label: t("tabs.profile"), href: "/account", end: true },
            { label: t("tabs.password"), href: "/account/password" },
            { label: t("tabs.secondFactor"), href: "/account/second-factor" },
            // Where nobody is set up to sign in by, there is nothing to link.
            ...(mayLink ? [{ label: t("tabs.identities"), href: "/account/identities" }] : []),
            { label: t("tabs.signIns"), href: "/account/sign-ins" },
          ]}
        />
        <Outlet />
      </Page>
    </BareFrame>
  );
}
