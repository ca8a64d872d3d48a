import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { SignInPage } from "./sign-in-page.tsx";

/** A link that was used, is too old, or never was one. */
export function ExpiredLink() {
  const { t } = useTranslation("sign-in");
  return (
    <SignInPage title={t("expired.title")} text={t("expired.text")}>
      <ButtonLink variant="primary" to="/sign-in">
        {t("ways.back")}
      </ButtonLink>
    </SignInPage>
  );
}
