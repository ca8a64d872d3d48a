import { KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { BRANDS, type ProviderName } from "./oauth/provider.ts";
import { ProviderMark } from "./provider-mark.tsx";

type Identity = {
  provider: ProviderName;
  subject: string;
  email: string | null;
  /** In words: "il y a deux jours". */
  since: string;
  lastUse: string;
};

/** What a person may sign in by besides the password. */
export function IdentityList({ identities }: { identities: Identity[] }) {
  const { t } = useTranslation("account");
  if (identities.length === 0) {
    return (
      <EmptyState icon={KeyRound} title={t("identities.empty")} text={t("identities.emptyText")} />
    );
  }
  return (
    <div className="flex max-w-[44rem] flex-col gap-4">
      <p className="text-14 text-muted">{t("identities.text")}</p>
      <ul
        aria-label={t("tabs.identities")}
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {identities.map((identity) => (
          <IdentityRow key={`${identity.provider} ${identity.subject}`} identity={identity} />
        ))}
      </ul>
    </div>
  );
}

function IdentityRow({ identity }: { identity: Identity }) {
  const { provider, subject, email, since, lastUse } = identity;
  const { t } = useTranslation("account");
  const fetcher = useFetcher<{ isLast: boolean }>();
  return (
    <li className="flex min-h-16 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="flex items-center gap-2 text-14 font-medium">
          <ProviderMark provider={provider} />
          {BRANDS[provider]}
          {email && <span className="min-w-0 truncate font-normal text-muted">{email}</span>}
        </span>
        <span className="flex flex-wrap gap-x-4 text-13 text-muted">
          <span>{t("identities.since", { ago: since })}</span>
          <span>{t("identities.lastUse", { ago: lastUse })}</span>
        </span>
      </div>
      <fetcher.Form method="post" action="/account/identities/removal">
        <input type="hidden" name="provider" value={provider} />
        <input type="hidden" name="subject" value={subject} />
        <Button type="submit" pending={fetcher.state !== "idle"}>
          {t("identities.unlink")}
        </Button>
      </fetcher.Form>
      {fetcher.data?.isLast && (
        <p role="alert" className="basis-full text-13 text-danger-ink">
          {t("identities.last")}
        </p>
      )}
    </li>
  );
}
