import type { FieldMetadata, FormMetadata, SubmissionResult } from "@conform-to/react";
import { type ReactNode, useMemo } from "react";
import type { z } from "zod";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { AddLine, FieldGroup, FieldLine, RaiseLine, RemoveLine } from "#app/ui/field-lines.tsx";
import {
  CheckboxField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
} from "#app/ui/fields.tsx";
import { EnterButton, Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { WordsField } from "#app/ui/words-field.tsx";
import {
  clientKinds,
  clientSchemaWith,
  type ClientValues,
  type ContactKind,
  contactKinds,
  contactLabels,
  listOfKind,
} from "./client.ts";
import { CustomFieldInputs } from "./custom-field-inputs.tsx";
import { type CustomField, typedCustom } from "./custom-fields.ts";

interface ClientFormProps {
  client?: ClientValues;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The fields of the studio's own. */
  custom: readonly CustomField[];
  /** Tags that other clients have, offered while one types. */
  tags: readonly string[];
  /** The button's verb. */
  submit: string;
  /** Where one goes without saving. */
  back: string;
}

const line = { label: null, value: null };

export function ClientForm({ client, lastResult, custom, tags, submit, back }: ClientFormProps) {
  const { t, i18n } = useTranslation(["clients", "common"]);
  const schema = useMemo(() => clientSchemaWith(custom, client?.custom), [custom, client]);
  const [form, fields] = useZodForm(schema, {
    lastResult,
    defaultValue: client
      ? { ...client, custom: typedCustom(custom, client.custom, i18n.language) }
      : // One of each to fill in, so that nobody has to ask for it first.
        { kind: "person", emails: [line], phones: [line] },
  });
  const kinds = clientKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }));
  const isPerson = (fields.kind.value ?? "person") === "person";
  return (
    <Form form={form}>
      <EnterButton />
      <TextField
        field={fields.name}
        label={t("name")}
        help={isPerson && t("nameHelp")}
        autoFocus={!client}
        autoComplete="off"
      />
      <div className="grid gap-5 md:grid-cols-2">
        <SelectField field={fields.kind} label={t("kind")} options={kinds} />
        <TextField field={fields.alias} label={t("alias")} autoComplete="off" />
        {isPerson && (
          <>
            <TextField field={fields.givenName} label={t("givenName")} autoComplete="off" />
            <TextField field={fields.familyName} label={t("familyName")} autoComplete="off" />
            <TextField field={fields.organisation} label={t("organisation")} autoComplete="off" />
            <TextField field={fields.jobTitle} label={t("jobTitle")} autoComplete="off" />
          </>
        )}
      </div>
      <CheckboxField field={fields.isVip} label={t("isVip")} />

      <FieldGroup
        legend={t("details")}
        action={
          <div className="flex flex-wrap gap-2">
            {contactKinds.map((kind) => (
              <AddLine
                key={kind}
                {...form.insert.getButtonProps({
                  name: fields[listOfKind[kind]].name,
                  defaultValue: line,
                })}
              >
                {t(`contacts.add.${kind}`)}
              </AddLine>
            ))}
            <AddLine {...form.insert.getButtonProps({ name: fields.addresses.name })}>
              {t("addresses.add")}
            </AddLine>
          </div>
        }
      >
        {contactKinds.map((kind) => (
          <ContactLines key={kind} form={form} kind={kind} field={fields[listOfKind[kind]]} />
        ))}
        <AddressLines form={form} field={fields.addresses} />
      </FieldGroup>

      <FieldGroup legend={t("form.about")}>
        <WordsField
          field={fields.tags}
          label={t("tags")}
          help={t("form.wordsHelp")}
          selected={client?.tags ?? []}
          suggestions={tags}
        />
        <div className="grid gap-5 md:grid-cols-2">
          <WordsField
            field={fields.genres}
            label={t("genres")}
            selected={client?.genres ?? []}
            suggestions={t("form.someGenres").split(", ")}
          />
          <WordsField
            field={fields.instruments}
            label={t("instruments")}
            selected={client?.instruments ?? []}
            suggestions={t("form.someInstruments").split(", ")}
          />
          <SelectField
            field={fields.language}
            label={t("language")}
            options={(["fr", "en"] as const).map((value) => ({
              value,
              label: t(`languages.${value}`),
            }))}
            placeholder={t("form.asTheStudio")}
          />
          <NumberField field={fields.depositPercent} label={t("deposit")} suffix="%" align="end" />
        </div>
        <CustomFieldInputs definitions={custom} fields={fields.custom.getFieldset()} />
        <TextareaField field={fields.notes} label={t("notes")} help={t("notesHelp")} />
      </FieldGroup>
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

type Values = z.input<ReturnType<typeof clientSchemaWith>>;
type LineForm = Pick<FormMetadata<Values, string[]>, "insert" | "remove" | "reorder">;

type ContactField = FieldMetadata<
  { label?: string | null; value?: string | null }[] | undefined,
  Record<string, unknown>,
  string[]
>;

function ContactLines({
  form,
  kind,
  field,
}: {
  form: LineForm;
  kind: ContactKind;
  field: ContactField;
}) {
  const { t } = useTranslation("clients");
  const type = ({ email: "email", phone: "tel", site: "url", streaming: "url" } as const)[kind];
  return field.getFieldList().map((contact, n) => {
    const { label, value } = contact.getFieldset();
    return (
      <FieldLine key={contact.key} remove={<LineButtons form={form} name={field.name} n={n} />}>
        <TextField
          field={value}
          label={t(`contacts.kinds.${kind}`)}
          // Whether an address of the web is complete is for nobody's browser to say.
          type={type === "url" ? "text" : type}
          inputMode={type}
          autoComplete="off"
          needed
          className="min-w-48 flex-1"
        />
        <LabelField field={label} />
      </FieldLine>
    );
  });
}

type AddressField = FieldMetadata<
  | Partial<
      Record<"label" | "street" | "postalCode" | "city" | "region" | "country", string | null>
    >[]
  | undefined,
  Record<string, unknown>,
  string[]
>;

function AddressLines({ form, field }: { form: LineForm; field: AddressField }) {
  const { t } = useTranslation("clients");
  return field.getFieldList().map((address, n) => {
    const { label, street, postalCode, city, region, country } = address.getFieldset();
    return (
      <FieldLine key={address.key} remove={<LineButtons form={form} name={field.name} n={n} />}>
        <TextareaField field={street} label={t("addresses.street")} rows={1} className="w-full" />
        <TextField
          field={postalCode}
          label={t("addresses.postalCode")}
          autoComplete="off"
          className="w-36"
        />
        {(
          [
            [city, t("city")],
            [region, t("addresses.region")],
            [country, t("addresses.country")],
          ] as const
        ).map(([part, name]) => (
          <TextField
            key={part.name}
            field={part}
            label={name}
            autoComplete="off"
            className="min-w-36 flex-1"
          />
        ))}
        <LabelField field={label} />
      </FieldLine>
    );
  });
}

type LabelMetadata = FieldMetadata<string | null | undefined, Record<string, unknown>, string[]>;

/** The labels that have words, and the one that came with a card where it is another. */
function LabelField({ field }: { field: LabelMetadata }) {
  const { t } = useTranslation("clients");
  const own = field.initialValue;
  const known: { value: string; label: string }[] = contactLabels.map((value) => ({
    value,
    label: t(`contacts.labels.${value}`),
  }));
  const options =
    own && !known.some(({ value }) => value === own)
      ? [...known, { value: own, label: own }]
      : known;
  return (
    <SelectField
      field={field}
      label={t("contacts.label")}
      options={options}
      placeholder={t("contacts.noLabel")}
      className="w-36"
    />
  );
}

function LineButtons({ form, name, n }: { form: LineForm; name: string; n: number }): ReactNode {
  const { t } = useTranslation("clients");
  return (
    <>
      {n > 0 && (
        <RaiseLine
          {...form.reorder.getButtonProps({ name, from: n, to: n - 1 })}
          label={t("form.raise", { number: n + 1 })}
        />
      )}
      <RemoveLine
        {...form.remove.getButtonProps({ name, index: n })}
        label={t("form.remove", { number: n + 1 })}
      />
    </>
  );
}
