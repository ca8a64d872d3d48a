import { useTranslation } from "react-i18next";
import { formatDate, type Reader } from "#app/lib/dates.ts";
import { Badge } from "#app/ui/badge.tsx";
import { Card } from "#app/ui/card.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { TextLink } from "#app/ui/text-link.tsx";
import {
  addressText,
  type ContactKind,
  contactKinds,
  contactLabels,
  listOfKind,
} from "./client.ts";
import type { Client } from "./clients.server.ts";

/** By what a client is reached, and what is known of them, as far as it is. */
export function ClientDetails({ client, reader }: { client: Client; reader: Reader }) {
  const { t } = useTranslation("clients");
  const contacts = contactKinds.flatMap((kind) =>
    client[listOfKind[kind]].map(({ label, value }) => ({ kind, label, value })),
  );
  const names = [client.givenName, client.familyName].filter(Boolean).join(" ");
  return (
    <>
      <Card title={t("details")}>
        {contacts.length + client.addresses.length > 0 ? (
          <ul className="flex flex-col gap-3 text-13">
            {contacts.map(({ kind, label, value }) => (
              <li key={`${kind} ${value}`} className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 break-words">
                  <ContactLink kind={kind} value={value} />
                </span>
                <Label kind={kind} label={label} />
              </li>
            ))}
            {client.addresses.map(({ label, ...address }) => (
              <li key={addressText(address)} className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 break-words">{addressText(address)}</span>
                <Label label={label} />
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-13 text-muted">{t("contacts.none")}</p>
        )}
      </Card>
      <Card title={t("profile")}>
        <DescriptionList
          items={[
            { label: t("fullName"), value: names !== client.name && names },
            { label: t("alias"), value: client.alias },
            { label: t("organisation"), value: client.organisation },
            { label: t("jobTitle"), value: client.jobTitle },
            { label: t("kind"), value: t(`kinds.${client.kind}`) },
            { label: t("genres"), value: client.genres.join(", ") },
            { label: t("instruments"), value: client.instruments.join(", ") },
            { label: t("language"), value: client.language && t(`languages.${client.language}`) },
            {
              label: t("deposit"),
              value:
                client.depositPercent !== null && t("percent", { value: client.depositPercent }),
            },
            { label: t("since"), value: formatDate(client.createdAt, reader, { year: true }) },
            {
              label: t("tags"),
              value: client.tags.length > 0 && (
                <span className="flex flex-wrap gap-1">
                  {client.tags.map((tag) => (
                    <Badge key={tag} icon={null}>
                      {tag}
                    </Badge>
                  ))}
                </span>
              ),
            },
          ].filter(({ value }) => Boolean(value))}
        />
      </Card>
    </>
  );
}

function ContactLink({ kind, value }: { kind: ContactKind; value: string }) {
  if (kind === "email") return <TextLink to={`mailto:${value}`}>{value}</TextLink>;
  if (kind === "phone")
    return <TextLink to={`tel:${value.replace(/[^+\d]/g, "")}`}>{value}</TextLink>;
  // What came with a card may be anything: only an address of the web is followed.
  const address = URL.parse(/^[a-z][a-z\d+.-]*:/i.test(value) ? value : `https://${value}`);
  const shown = value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  return address && /^https?:$/.test(address.protocol) ? (
    <TextLink to={address.href}>{shown}</TextLink>
  ) : (
    value
  );
}

function Label({ kind, label }: { kind?: ContactKind; label: string | null }) {
  const { t } = useTranslation("clients");
  const known = contactLabels.find((each) => each === label);
  const said = known ? t(`contacts.labels.${known}`) : label;
  const words = said ?? (kind ? t(`contacts.kinds.${kind}`) : null);
  return words && <span className="shrink-0 text-12 text-muted">{words}</span>;
}
