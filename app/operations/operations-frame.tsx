import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Form } from "react-router";
import { BareFrame } from "#app/ui/bare-frame.tsx";
import { Button, ButtonLink } from "#app/ui/button.tsx";

/** The frame of the operators' pages. */
export function OperationsFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation("operations");
  return (
    <BareFrame
      actions={
        <>
          <ButtonLink variant="ghost" to="/account">
            {t("account")}
          </ButtonLink>
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
      {children}
    </BareFrame>
  );
}
