import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { TitleSuffix } from "#app/ui/document-title.tsx";
import { Logo } from "#app/ui/logo.tsx";
import { LanguageSwitch, ThemeSwitch } from "#app/ui/preferences.tsx";

/** The quiet frame of the operators' pages: they stand outside every studio. */
export function OperationsFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("operations");
  return (
    <TitleSuffix value="Recording Studio Manager">
      <div className="min-h-dvh [--bar:3rem]">
        <header className="sticky top-0 z-20 flex h-(--bar) items-center gap-2 border-b border-line bg-canvas px-6 max-md:px-4">
          <Logo className="size-6" />
          <div className="ml-auto flex items-center gap-3">
            <span className="flex items-center gap-3 max-md:hidden">
              <LanguageSwitch />
              <ThemeSwitch />
            </span>
            <ButtonLink variant="ghost" to="/studios?choose">
              {t("yourStudios")}
            </ButtonLink>
            <Form method="post" action="/sign-out">
              <Button type="submit" variant="ghost">
                {t("signOut")}
              </Button>
            </Form>
          </div>
        </header>
        <main>{children}</main>
      </div>
    </TitleSuffix>
  );
}
