import type { SubmissionResult } from "@conform-to/react";
import { Link2, UserPlus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Form as PlainForm, useNavigation } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { DescriptionList } from "#app/ui/description-list.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { Like } from "#app/features/clients/likeness.server.ts";
import { winningSchema } from "./lead.ts";
import type { Lead } from "./leads.server.ts";

interface WinningChoicesProps {
  lead: Pick<Lead, "id" | "name" | "email" | "phone">;
  /** Who asks, where it is a client already. */
  client: { id: string; name: string } | null;
  likely: readonly Like[];
  clientSource: string;
  lastResult: SubmissionResult<string[]> | undefined;
}

/** Whom a lead becomes: who they are already, who they seem to be, any other client, or a new one. */
export function WinningChoices({
  lead,
  client,
  likely,
  clientSource,
  lastResult,
}: WinningChoicesProps) {
  const { t } = useTranslation(["leads", "clients"]);
  const { name, email, phone } = lead;
  return (
    <div className="flex flex-col gap-4">
      {client && (
        <Card title={t("winning.already")} flush>
          <ul className="text-13">
            <Choice value={client.id} name={client.name} primary />
          </ul>
        </Card>
      )}
      {likely.length > 0 && (
        <Card title={t("winning.likely")} flush>
          <ul className="divide-y divide-line text-13">
            {likely.map(({ clientId, name: who, city, by, archived }) => (
              <Choice key={clientId} value={clientId} name={who}>
                {[t(`winning.by.${by}`), city, archived && t("winning.archived")]
                  .filter(Boolean)
                  .join(" · ")}
              </Choice>
            ))}
          </ul>
        </Card>
      )}
      <Card title={t("winning.fresh")}>
        <PlainForm method="post" className="flex flex-col items-start gap-4">
          <p className="text-13 text-muted">{t("winning.freshText")}</p>
          <DescriptionList
            items={[
              { label: t("name"), value: name },
              { label: t("email"), value: email },
              { label: t("phone"), value: phone },
            ]}
          />
          <ChoiceButton value="new" primary={!client && likely.length === 0} icon={<UserPlus />}>
            {t("winning.create")}
          </ChoiceButton>
        </PlainForm>
      </Card>
      <OtherClient source={clientSource} lastResult={lastResult} />
    </div>
  );
}

interface ChoiceProps {
  value: string;
  name: string;
  primary?: boolean;
  children?: ReactNode;
}

function Choice({ value, name, primary, children }: ChoiceProps) {
  const { t } = useTranslation("leads");
  return (
    <li>
      <PlainForm method="post" className="flex min-h-12 items-center gap-3 px-4 py-1.5">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{name}</span>
          {children && <span className="block truncate text-12 text-muted">{children}</span>}
        </span>
        <ChoiceButton
          value={value}
          primary={primary}
          icon={<Link2 />}
          label={t("winning.linkTo", { name })}
        >
          {t("winning.link")}
        </ChoiceButton>
      </PlainForm>
    </li>
  );
}

interface ChoiceButtonProps {
  value: string;
  primary?: boolean;
  icon: ReactNode;
  /** What a screen reader says, where the button's word is not enough. */
  label?: string;
  children: string;
}

function ChoiceButton({ value, primary, icon, label, children }: ChoiceButtonProps) {
  const { state, formData } = useNavigation();
  return (
    <Button
      type="submit"
      name="client"
      value={value}
      variant={primary ? "primary" : "secondary"}
      icon={icon}
      aria-label={label}
      pending={state !== "idle" && formData?.get("client") === value}
    >
      {children}
    </Button>
  );
}

function OtherClient({
  source,
  lastResult,
}: {
  source: string;
  lastResult: SubmissionResult<string[]> | undefined;
}) {
  const { t } = useTranslation("leads");
  const [form, fields] = useZodForm(winningSchema, { lastResult });
  return (
    <Card title={t("winning.other")}>
      <Form form={form} className="items-start gap-4">
        <ComboboxField
          field={fields.client}
          label={t("winning.otherLabel")}
          source={source}
          className="w-full"
        />
        <SubmitButton variant="secondary">{t("winning.link")}</SubmitButton>
      </Form>
    </Card>
  );
}
