import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { Form, FormActions } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { addressText } from "./client.ts";
import type { Client } from "./clients.server.ts";
import type { countOwned } from "./merging.server.ts";

interface MergeComparisonProps {
  kept: Client;
  gone: Client;
  /** What the other has that becomes the first one's. */
  owned: Awaited<ReturnType<typeof countOwned>>;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The buttons. */
  children: ReactNode;
}

/** Two clients side by side, line by line, and what merging them does. */
export function MergeComparison({ kept, gone, owned, lastResult, children }: MergeComparisonProps) {
  const { t } = useTranslation("clients");
  const [form] = useZodForm(z.object({ with: z.string() }), { lastResult });
  const lines = [
    { label: t("kind"), of: (client: Client) => t(`kinds.${client.kind}`) },
    { label: t("alias"), of: (client: Client) => client.alias },
    { label: t("organisation"), of: (client: Client) => client.organisation },
    { label: t("contacts.lists.email"), of: (client: Client) => linesOf(client.emails) },
    { label: t("contacts.lists.phone"), of: (client: Client) => linesOf(client.phones) },
    { label: t("contacts.lists.site"), of: (client: Client) => linesOf(client.sites) },
    {
      label: t("addresses.title"),
      of: (client: Client) => client.addresses.map(addressText).join("\n"),
    },
    { label: t("tags"), of: (client: Client) => client.tags.join(", ") },
    { label: t("notes"), of: (client: Client) => client.notes },
  ].filter(({ of }) => of(kept) || of(gone));
  const parts = (["sessions", "projects", "notes"] as const)
    .filter((part) => owned[part] > 0)
    .map((part) => t(`merging.owned.${part}`, { count: owned[part] }));
  return (
    <Form form={form}>
      <input type="hidden" name="with" value={gone.id} />
      <table className="w-full table-fixed border-collapse text-13">
        <thead>
          <tr className="border-b border-line text-left align-bottom">
            <th scope="col" className="w-1/4 py-2 pr-4 font-medium text-muted">
              {t("merging.what")}
            </th>
            {[kept, gone].map((client, n) => (
              <th key={client.id} scope="col" className="py-2 pr-4 font-semibold break-words">
                {client.name}
                <span className="block text-12 font-normal text-muted">
                  {t(n === 0 ? "merging.kept" : "merging.gone")}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ label, of }) => (
            <tr key={label} className="border-b border-line align-top">
              <th scope="row" className="py-2 pr-4 text-left font-normal text-muted">
                {label}
              </th>
              {[kept, gone].map((client) => (
                <td key={client.id} className="py-2 pr-4 break-words whitespace-pre-line">
                  {of(client) || <span className="text-faint">{t("contacts.noLabel")}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-col gap-1 text-13 text-muted">
        <p>{t("merging.explained")}</p>
        {parts.length > 0 && <p>{t("merging.moves", { parts: parts.join(", ") })}</p>}
      </div>
      <FormActions>{children}</FormActions>
    </Form>
  );
}

function linesOf(contacts: readonly { value: string }[]) {
  return contacts.map(({ value }) => value).join("\n");
}
