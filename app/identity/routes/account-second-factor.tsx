import { useTranslation } from "react-i18next";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { secondFactorPath } from "#app/identity/answer-sign-in.server.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { countRecoveryCodes } from "#app/identity/recovery-codes.server.ts";
import { secondFactorSince } from "#app/identity/second-factor.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { safeReturnTo } from "#app/identity/user.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatAgo } from "#app/lib/ago.ts";
import { found } from "#app/lib/found.ts";
import { Badge } from "#app/ui/badge.tsx";
import { ButtonLink } from "#app/ui/button.tsx";
import type { Route } from "./+types/account-second-factor.ts";

export const middleware = [forTheSignedIn];

export async function loader({ request, url, context }: Route.LoaderArgs) {
  const { id, isOperator, hasSecondFactor } = found(context.get(userContext));
  const { control } = context.get(platformContext);
  const [since, codesLeft] = await Promise.all([
    secondFactorSince(control, id),
    countRecoveryCodes(control, id),
  ]);
  // A page that asks for it has sent the person here, and waits.
  const returnTo = safeReturnTo(url.searchParams.get("returnTo"), "");
  return {
    ago: since && formatAgo(since, new Date(), languageOf(request)),
    codesLeft,
    isOperator,
    isProved: hasSecondFactor,
    returnTo,
    prove: secondFactorPath(returnTo),
    setUp: secondFactorPath(returnTo, "/set-up"),
  };
}

export default function SecondFactor({ loaderData }: Route.ComponentProps) {
  const { ago, codesLeft, isOperator, isProved, returnTo, prove, setUp } = loaderData;
  const { t } = useTranslation("account");
  return (
    <div className="flex max-w-[36rem] flex-col items-start gap-4 text-14">
      {returnTo && !isProved && <p>{t("secondFactor.required")}</p>}
      <Badge meaning={ago ? "good" : "neutral"}>
        {t(ago ? "secondFactor.on" : "secondFactor.off")}
      </Badge>
      <p className="text-muted">
        {ago ? t("secondFactor.onText", { ago }) : t("secondFactor.offText")}
      </p>
      {ago && <p className="text-muted">{t("secondFactor.codesLeft", { count: codesLeft })}</p>}
      <div className="flex flex-wrap gap-2">
        {!ago && (
          <ButtonLink variant="primary" prefetch="none" to={setUp}>
            {t("secondFactor.turnOn")}
          </ButtonLink>
        )}
        {ago && !isProved && (
          <ButtonLink variant="primary" prefetch="none" to={prove}>
            {t("secondFactor.prove")}
          </ButtonLink>
        )}
        {isProved && returnTo && (
          <ButtonLink variant="primary" to={returnTo}>
            {t("secondFactor.back")}
          </ButtonLink>
        )}
        {ago && (
          <ButtonLink to="/account/second-factor/recovery-codes">
            {t("secondFactor.renew")}
          </ButtonLink>
        )}
        {ago && !isOperator && (
          <ButtonLink variant="ghost" to="/account/second-factor/removal">
            {t("secondFactor.turnOff")}
          </ButtonLink>
        )}
      </div>
      {isOperator && <p className="text-13 text-muted">{t("secondFactor.operator")}</p>}
    </div>
  );
}
