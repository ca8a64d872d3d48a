import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { SelectField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import type { ClientKind } from "./client.ts";
import { linkSchema, relationsOf, type Relation } from "./links.ts";

interface LinkFormProps {
  client: { name: string; kind: ClientKind };
  action: string;
  /** The address that finds clients. */
  source: string;
  onDone: () => void;
}

type LinkDialogProps = Omit<LinkFormProps, "onDone"> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Links a client with another, who may be new. */
export function LinkDialog({ open, onOpenChange, ...props }: LinkDialogProps) {
  const { t } = useTranslation("links");
  return (
    <Dialog title={t("new", { name: props.client.name })} open={open} onOpenChange={onOpenChange}>
      <LinkForm {...props} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function LinkForm({ client, action, source, onDone }: LinkFormProps) {
  const { t } = useTranslation("links");
  const fetcher = useFetcher<SubmissionResult<string[]>>();
  const relations = relationsOf(client.kind);
  const [form, fields] = useZodForm(linkSchema, {
    lastResult: fetcher.data,
    defaultValue: { relation: relations[0] },
  });
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (fetcher.data?.status === "success") done();
  }, [fetcher.data]);
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <SelectField
        field={fields.relation}
        label={t("relation", { name: client.name })}
        options={relations.map((value) => ({ value, label: t(`relations.${keyOf(value)}`) }))}
      />
      <ComboboxField
        field={fields.other}
        label={t("other")}
        source={source}
        creates={t("create")}
        help={t("otherHelp")}
      />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </Form>
  );
}

type Key<Text> = Text extends `${infer Side}:${infer Role}` ? `${Side}.${Role}` : never;

function keyOf(relation: Relation) {
  return relation.replace(":", ".") as Key<Relation>;
}
