import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { Form as RouterForm, redirect, useFetcher, useNavigation } from "react-router";
import { findInvitation } from "#app/identity/accept-invitation.server.ts";
import { forAnybody } from "#app/identity/access.server.ts";
import { findMembership } from "#app/identity/memberships.server.ts";
import { onApex } from "#app/identity/on-apex.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { invitedAccountSchema } from "#app/identity/user.ts";
import { found } from "#app/lib/found.ts";
import { Avatar } from "#app/ui/avatar.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Centered } from "#app/ui/centered.tsx";
import { DocumentTitle } from "#app/ui/document-title.tsx";
import { TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { LanguageSwitch, ThemeSwitch } from "#app/ui/preferences.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Route } from "./+types/invitation.ts";

export const middleware = [onApex, forAnybody];

// The address is the secret: no other page is told it, and no cache keeps it.
export function headers() {
  return { "Referrer-Policy": "no-referrer", "Cache-Control": "no-store" };
}

/** Shows and never accepts: mail programs open links by themselves. */
export async function loader({ context, params: { secret } }: Route.LoaderArgs) {
  const { control } = context.get(platformContext);
  const { slug, expiresAt, ...invitation } = found(await findInvitation(control, secret));
  const user = context.get(userContext);
  if (user && invitation.state === "accepted" && (await findMembership(control, user.id, slug))) {
    throw redirect(`/s/${slug}`);
  }
  const isInvited = user?.email.toLowerCase() === invitation.email.toLowerCase();
  const visitor = user === null ? "nobody" : isInvited ? "invited" : "another";
  const days = Math.ceil((expiresAt.getTime() - Date.now()) / 86_400_000);
  return { secret, invitation, visitor, me: user?.email, days } as const;
}

export default function Invitation({ loaderData }: Route.ComponentProps) {
  const { secret, invitation, visitor, me, days } = loaderData;
  const { t } = useTranslation(["team", "sign-in"]);
  const { studio, inviter, inviterEmail, role, email, state } = invitation;
  const here = `/invitations/${secret}`;
  const footer = (
    <>
      <LanguageSwitch />
      <ThemeSwitch />
    </>
  );
  const brand = <Avatar name={studio} square />;
  if (state !== "open") {
    return (
      <Centered
        brand={brand}
        title={t(`closed.${state}.title`)}
        text={t(`closed.${state}.text`, { studio, inviter: inviterEmail ?? studio })}
        footer={footer}
      >
        <DocumentTitle>{t(`closed.${state}.title`)}</DocumentTitle>
        <ButtonLink to="/" size="lg">
          {t("closed.home")}
        </ButtonLink>
      </Centered>
    );
  }
  const values = { studio, inviter: inviter ?? "", role: t(`sign-in:roles.${role}`) };
  return (
    <Centered
      brand={brand}
      title={t("welcome.title", { studio })}
      text={t(inviter ? "welcome.text" : "welcome.textAlone", values)}
      footer={footer}
    >
      <DocumentTitle>{t("welcome.title", { studio })}</DocumentTitle>
      {visitor === "invited" && <Accept here={here} />}
      {visitor === "another" && <Another email={email} me={me ?? ""} />}
      {visitor === "nobody" &&
        (invitation.hasAccount ? (
          <SignInFirst here={here} email={email} />
        ) : (
          <NewAccount here={here} email={email} />
        ))}
      <p className="text-13 text-muted">{t("welcome.until", { count: days })}</p>
    </Centered>
  );
}

function Accept({ here }: { here: string }) {
  const { t } = useTranslation("team");
  const navigation = useNavigation();
  return (
    <RouterForm method="post" action={`${here}/acceptance`} className="flex flex-col">
      <Button
        type="submit"
        variant="primary"
        size="lg"
        pending={navigation.state !== "idle" && navigation.formMethod === "POST"}
      >
        {t("welcome.accept")}
      </Button>
    </RouterForm>
  );
}

function Another({ email, me }: { email: string; me: string }) {
  const { t } = useTranslation(["team", "sign-in"]);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14 text-pretty">{t("welcome.another", { email, me })}</p>
      <RouterForm method="post" action="/sign-out" className="flex flex-col">
        <Button type="submit" size="lg">
          {t("sign-in:signOut")}
        </Button>
      </RouterForm>
    </div>
  );
}

function SignInFirst({ here, email }: { here: string; email: string }) {
  const { t } = useTranslation("team");
  const search = new URLSearchParams({ returnTo: here }).toString();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14 text-pretty">{t("welcome.hasAccount", { email })}</p>
      <ButtonLink to={`/sign-in?${search}`} variant="primary" size="lg">
        {t("welcome.signIn")}
      </ButtonLink>
    </div>
  );
}

function NewAccount({ here, email }: { here: string; email: string }) {
  const { t } = useTranslation(["team", "sign-in"]);
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const [form, fields] = useZodForm(invitedAccountSchema(email), { lastResult: fetcher.data });
  return (
    <Form form={form} fetcher={fetcher} action={`${here}/account`}>
      <div className="flex flex-col gap-1.5 text-13">
        <span className="font-medium">{t("sign-in:email")}</span>
        <span className="text-14">{email}</span>
      </div>
      {/* A password manager keeps the password under the address. */}
      <input className="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField field={fields.name} label={t("welcome.name")} autoComplete="name" autoFocus />
      <TextField
        field={fields.password}
        label={t("sign-in:password")}
        help={t("welcome.passwordHelp")}
        type="password"
        autoComplete="new-password"
      />
      <SubmitButton>{t("welcome.join")}</SubmitButton>
    </Form>
  );
}
