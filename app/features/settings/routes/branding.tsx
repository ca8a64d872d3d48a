import { parseWithZod } from "@conform-to/zod/v4";
import { RotateCcw } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { data, Form } from "react-router";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { Button } from "#app/ui/button.tsx";
import { toast } from "#app/ui/toast.tsx";
import { AccentPreview } from "../accent-preview.tsx";
import { BrandingForm } from "../branding-form.tsx";
import { changeAccent } from "../settings.server.ts";
import { brandingSchema } from "../settings.ts";
import { SettingsPage } from "../settings-page.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/branding.ts";

export const middleware = [needs({ read: "settings.read", write: "settings.write" })];

export async function loader({ context }: Route.LoaderArgs) {
  const { accent } = await context.get(studioContext).preferences();
  return { accent };
}

/** POST sets the accent, DELETE gives the product's own back. */
export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: brandingSchema });
  if (request.method === "DELETE") {
    await studio.write((db) => changeAccent(db, null));
    return data(submission.reply({ resetForm: true }));
  }
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  await studio.write((db) => changeAccent(db, submission.value.accent));
  return data(submission.reply());
}

export default function Branding({ loaderData, actionData }: Route.ComponentProps) {
  const { accent } = loaderData;
  const { t } = useTranslation("settings");
  const { may, href } = useStudio();
  const mayChange = may("settings.write");
  useEffect(() => {
    if (actionData && actionData.status !== "error") toast(t("saved"));
  }, [actionData, t]);
  return (
    <SettingsPage may={may} href={href}>
      <div className="flex max-w-[48rem] flex-col gap-4">
        {mayChange ? (
          <BrandingForm key={accent} accent={accent} lastResult={actionData} />
        ) : (
          <AccentPreview color={accent} />
        )}
        {mayChange && accent !== null && (
          <Form method="delete">
            <Button type="submit" variant="ghost" icon={<RotateCcw />} className="-ml-3">
              {t("branding.reset")}
            </Button>
          </Form>
        )}
      </div>
    </SettingsPage>
  );
}
