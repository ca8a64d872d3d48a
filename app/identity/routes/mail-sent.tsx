import { useTranslation } from "react-i18next";
import { forAnybody } from "#app/identity/access.server.ts";
import { OtherWays, SignInPage } from "#app/identity/sign-in-page.tsx";
import { TextLink } from "#app/ui/text-link.tsx";

export const middleware = [forAnybody];

/** The one answer to whoever asked for a mail, whether one was sent or not. */
export default function MailSent() {
  const { t } = useTranslation("sign-in");
  return (
    <SignInPage title={t("mailSent.title")} text={t("mailSent.text")}>
      <p className="text-13 text-pretty text-muted">{t("mailSent.nothing")}</p>
      <OtherWays>
        <TextLink to="/sign-in">{t("ways.back")}</TextLink>
      </OtherWays>
    </SignInPage>
  );
}
