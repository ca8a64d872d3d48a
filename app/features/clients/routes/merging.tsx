import { parseWithZod } from "@conform-to/zod/v4";
import { ArrowLeftRight, Merge } from "lucide-react";
import { useTranslation } from "react-i18next";
import { data, redirect } from "react-router";
import { z } from "zod";
import { found, foundId, notFound } from "#app/lib/found.ts";
import { needs } from "#app/tenancy/needs.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { PageHeader } from "#app/ui/page-header.tsx";
import { Page } from "#app/ui/page.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { findClient } from "../clients.server.ts";
import { MergeComparison } from "../merge-comparison.tsx";
import { countOwned, mergeClients } from "../merging.server.ts";
import type { Route } from "./+types/merging.ts";

export const middleware = [needs({ read: "clients.write", write: "clients.write" })];

const otherSchema = z.object({ with: z.uuid() });

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const id = foundId(params.clientId);
  const other = otherSchema.safeParse({ with: url.searchParams.get("with") }).data?.with;
  return context.get(studioContext).read(async (db) => {
    const [kept, gone] = await Promise.all([findClient(db, id), other && findClient(db, other)]);
    const isFit = gone && !gone.mergedInto && gone.id !== id;
    return {
      kept: found(kept),
      gone: isFit ? { client: gone, owned: await countOwned(db, gone.id) } : null,
    };
  });
}

/** Makes the other of the form one with the client of the address, who stays. */
export async function action({ request, context, params }: Route.ActionArgs) {
  const keptId = foundId(params.clientId);
  const submission = parseWithZod(await request.formData(), { schema: otherSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  const studio = context.get(studioContext);
  const merging = await studio.write((db) =>
    mergeClients(db, { keptId, goneId: submission.value.with }),
  );
  if (!merging.ok && merging.reason === "missing") throw notFound();
  if (merging.ok) return redirect(studio.href(`/clients/${keptId}`));
  return data(submission.reply({ formErrors: [`clients:merging.refused.${merging.reason}`] }), {
    status: 409,
  });
}

export default function MergeClient({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation(["clients", "common"]);
  const { href } = useStudio();
  const { kept, gone } = loaderData;
  const page = href(`/clients/${kept.id}`);
  return (
    <Page width="form">
      <PageHeader
        title={t("merging.title")}
        breadcrumbs={[
          { label: t("title"), href: href("/clients") },
          { label: kept.name, href: page },
        ]}
      />
      {gone ? (
        <MergeComparison kept={kept} gone={gone.client} owned={gone.owned} lastResult={actionData}>
          <SubmitButton>
            <Merge className="size-4" aria-hidden />
            {t("merging.merge")}
          </SubmitButton>
          <ButtonLink
            icon={<ArrowLeftRight aria-hidden />}
            to={href(`/clients/${gone.client.id}/merging?with=${kept.id}`)}
          >
            {t("merging.swap")}
          </ButtonLink>
          <ButtonLink variant="ghost" to={page}>
            {t("common:cancel")}
          </ButtonLink>
        </MergeComparison>
      ) : (
        <OtherForm source={href("/clients/options")} name={kept.name} back={page} />
      )}
    </Page>
  );
}

function OtherForm({ source, name, back }: { source: string; name: string; back: string }) {
  const { t } = useTranslation(["clients", "common"]);
  const [form, fields] = useZodForm(otherSchema);
  return (
    <Form form={form} method="get">
      <ComboboxField
        field={fields.with}
        label={t("merging.with")}
        help={t("merging.withHelp", { name })}
        source={source}
        autoFocus
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t("merging.compare")}
        </Button>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
