import { parseWithZod } from "@conform-to/zod/v4";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { data } from "react-router";
import { languageOf } from "#app/i18n/i18n.server.ts";
import { listCountries } from "#app/lib/countries.ts";
import { listTimeZones } from "#app/lib/time-zones.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { toast } from "#app/ui/toast.tsx";
import { LeaveStudio } from "../leave-studio.tsx";
import { changeStudioSettings, readStudioSettings } from "../settings.server.ts";
import { studioSettingsSchema } from "../settings.ts";
import { SettingsPage } from "../settings-page.tsx";
import { StudioFacts } from "../studio-facts.tsx";
import { StudioForm } from "../studio-form.tsx";
import { needs } from "#app/tenancy/needs.server.ts";
import type { Route } from "./+types/studio.ts";

export const middleware = [needs({ read: "settings.read", write: "settings.write" })];

export async function loader({ request, context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const settings = await studio.read(readStudioSettings);
  // The server's list, that both sides show the same.
  return {
    name: studio.name,
    settings,
    timeZones: listTimeZones(settings.timeZone),
    countries: listCountries(languageOf(request)),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const studio = context.get(studioContext);
  const submission = parseWithZod(await request.formData(), { schema: studioSettingsSchema });
  if (submission.status !== "success") return data(submission.reply(), { status: 422 });
  await studio.write((db) => changeStudioSettings(db, submission.value));
  return data(submission.reply());
}

export default function StudioSettings({ loaderData, actionData }: Route.ComponentProps) {
  const { name, settings, ...choices } = loaderData;
  const { t } = useTranslation("settings");
  const { may, href } = useStudio();
  useEffect(() => {
    if (actionData?.status === "success") toast(t("saved"));
  }, [actionData, t]);
  return (
    <SettingsPage may={may} href={href}>
      <div className="flex max-w-[40rem] flex-col gap-6">
        {may("settings.write") ? (
          <>
            <div className="flex flex-col gap-0.5">
              <span className="text-13 font-medium">{t("studio.name")}</span>
              <span className="text-16 font-semibold">{name}</span>
            </div>
            <StudioForm settings={settings} {...choices} lastResult={actionData} />
          </>
        ) : (
          <StudioFacts name={name} settings={settings} />
        )}
        <LeaveStudio name={name} action={href("/settings/team/leaving")} />
      </div>
    </SettingsPage>
  );
}
