import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { currencySymbol, moneyText } from "#app/lib/money.ts";
import { ButtonLink } from "#app/ui/button.tsx";
import { DateField, MoneyField, SelectField, TextareaField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { conditions, equipmentKinds, equipmentSchema, type EquipmentValues } from "./equipment.ts";

interface EquipmentFormProps {
  equipment?: EquipmentValues;
  rooms: readonly { id: string; name: string }[];
  currency: string;
  lastResult: SubmissionResult<string[]> | undefined;
  /** The button's verb. */
  submit: string;
  /** Where one goes without saving. */
  back: string;
}

export function EquipmentForm({
  equipment,
  rooms,
  currency,
  lastResult,
  submit,
  back,
}: EquipmentFormProps) {
  const { t, i18n } = useTranslation(["equipment", "common"]);
  const price = equipment?.purchasePriceCents ?? null;
  const [form, fields] = useZodForm(equipmentSchema, {
    lastResult,
    defaultValue: {
      ...equipment,
      purchasePriceCents: price === null ? undefined : moneyText(price, i18n.language),
    },
  });
  return (
    <Form form={form}>
      <div className={pair}>
        <TextField field={fields.name} label={t("name")} autoFocus autoComplete="off" />
        <TextField field={fields.maker} label={t("maker")} autoComplete="off" />
        <SelectField
          field={fields.kind}
          label={t("kind")}
          options={equipmentKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
        <TextField field={fields.serialNumber} label={t("serialNumber")} mono autoComplete="off" />
        <SelectField
          field={fields.condition}
          label={t("condition")}
          options={conditions.map((condition) => ({
            value: condition,
            label: t(`conditions.${condition}`),
          }))}
        />
        <SelectField
          field={fields.roomId}
          label={t("room")}
          placeholder={t("noRoom")}
          options={rooms.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <DateField field={fields.purchasedOn} label={t("purchasedOn")} />
        <MoneyField
          field={fields.purchasePriceCents}
          label={t("purchasePrice")}
          currency={currencySymbol(currency, i18n.language)}
        />
      </div>
      <TextareaField field={fields.notes} label={t("notes")} help={t("notesHelp")} />
      <FormActions>
        <SubmitButton>{submit}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

const pair = "grid grid-cols-2 gap-x-4 gap-y-5 max-md:grid-cols-1";
