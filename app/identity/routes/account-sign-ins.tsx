import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { forTheSignedIn } from "#app/identity/access.server.ts";
import { deviceOf } from "#app/identity/device.ts";
import { platformContext } from "#app/identity/platform-context.server.ts";
import { listSignIns } from "#app/identity/sign-ins.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { formatAgo } from "#app/lib/ago.ts";
import { found } from "#app/lib/found.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Button } from "#app/ui/button.tsx";
import type { Route } from "./+types/account-sign-ins.ts";

export const middleware = [forTheSignedIn];

export async function loader({ request, context }: Route.LoaderArgs) {
  const user = found(context.get(userContext));
  const signIns = await listSignIns(context.get(platformContext).control, user.id);
  const [now, language] = [new Date(), languageOf(request)];
  return {
    signIns: signIns.map(({ id, userAgent, address, createdAt, lastUsedAt }) => ({
      id,
      device: deviceOf(userAgent),
      address,
      since: formatAgo(createdAt, now, language),
      lastUse: formatAgo(lastUsedAt, now, language),
      isThis: id === user.signInId,
    })),
  };
}

export default function SignIns({ loaderData: { signIns } }: Route.ComponentProps) {
  const { t } = useTranslation("account");
  const fetcher = useFetcher();
  return (
    <div className="flex max-w-[44rem] flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-14 text-muted">{t("signIns.text")}</p>
        {signIns.length > 1 && (
          <fetcher.Form method="post" action="/account/sign-ins/revocation">
            <Button type="submit" pending={fetcher.state !== "idle"}>
              {t("signIns.endAll")}
            </Button>
          </fetcher.Form>
        )}
      </div>
      <ul
        aria-label={t("tabs.signIns")}
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {signIns.map((signIn) => (
          <SignInRow key={signIn.id} signIn={signIn} />
        ))}
      </ul>
    </div>
  );
}

type SignInRowProps = { signIn: Route.ComponentProps["loaderData"]["signIns"][number] };

function SignInRow({ signIn }: SignInRowProps) {
  const { id, device, address, since, lastUse, isThis } = signIn;
  const { t } = useTranslation("account");
  const fetcher = useFetcher();
  const { browser, system } = device;
  const name = browser && system ? t("signIns.on", { browser, system }) : (browser ?? system);
  return (
    <li className="flex min-h-16 items-center justify-between gap-4 px-4 py-2.5">
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2 text-14 font-medium">
          {name ?? t("signIns.unknown")}
          {isThis && <Badge meaning="good">{t("signIns.current")}</Badge>}
        </span>
        <span className="flex flex-wrap gap-x-4 text-13 text-muted">
          <span>{t("signIns.address", { address: address ?? t("signIns.noAddress") })}</span>
          <span>{t("signIns.since", { ago: since })}</span>
          <span>{t("signIns.lastUse", { ago: lastUse })}</span>
        </span>
      </div>
      {!isThis && (
        <fetcher.Form method="post" action={`/account/sign-ins/${id}/revocation`}>
          <Button type="submit" pending={fetcher.state !== "idle"}>
            {t("signIns.end")}
          </Button>
        </fetcher.Form>
      )}
    </li>
  );
}
