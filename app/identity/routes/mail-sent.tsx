import { useTranslation } from "react-i18next";
import { forAnybody } from "#app/identity/access.server.ts";
import { environmentContext } from "#app/identity/platform-context.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { keepsMail } from "#app/mail/mailer.server.ts";
import { TextLink } from "#app/ui/text-link.tsx";
import type { Route } from "./+types/mail-sent.ts";

export const middleware = [forAnybody];

export function loader({ context }: Route.LoaderArgs) {
  return { keepsMail: keepsMail(context.get(environmentContext)) };
}

/** The one answer to whoever asked for a mail, whether one was sent or not. */
export default function MailSent({ loaderData: { keepsMail: isReadHere } }: Route.ComponentProps) {
  const { t } = useTranslation("sign-in");
  return (
    <SignInPage title={t("mailSent.title")} text={t("mailSent.text")}>
      <p className="text-13 text-pretty text-muted">{t("mailSent.nothing")}</p>
      <OtherWays>
        {isReadHere && <TextLink to="/dev/mail">{t("mailSent.read")}</TextLink>}
        <TextLink to="/sign-in">{t("ways.back")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
