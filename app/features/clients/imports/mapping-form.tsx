import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Form, useFetcher, useNavigation } from "react-router";
import { Button, ButtonLink } from "#app/ui/button.tsx";
import { Card } from "#app/ui/card.tsx";
import { FormActions } from "#app/ui/form.tsx";
import { Select } from "#app/ui/select.tsx";
import { clientKinds } from "../client.ts";
import { useFieldWords } from "./field-words.tsx";
import type { CustomField } from "../custom-fields.ts";
import type { Mapping } from "./import-fields.ts";
import type { ImportOptions } from "./import-row.ts";

export interface MappingFormProps {
  columns: readonly string[];
  samples: readonly (readonly string[])[];
  mapping: Mapping;
  options: ImportOptions;
  customs: readonly CustomField[];
  /** The address at which the first row is said to be a header or not. */
  headerAction: string;
  back: string;
  error: string | undefined;
}

/** Each column of a file with some of its values, and what it becomes. */
export function MappingForm(props: MappingFormProps) {
  const { columns, samples, mapping, options, customs, headerAction, back, error } = props;
  const { t } = useTranslation(["imports", "clients", "common"]);
  const { groups } = useFieldWords(customs);
  const header = useFetcher();
  const isPending = useNavigation().state !== "idle";
  const kindId = useId();
  const nameOf = (n: number) => columns[n] || t("mapping.unnamed", { number: n + 1 });
  return (
    <Form method="post" className="flex flex-col gap-6" key={columns.join("\n")}>
      {error && (
        <p
          role="alert"
          className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2 text-13 text-danger-ink"
        >
          {error}
        </p>
      )}
      <div className="overflow-clip rounded-lg border border-line bg-surface text-13">
        <table className="block w-full">
          <thead className="block border-b border-line bg-sunken max-md:sr-only">
            <tr className={rowClass}>
              {(["column", "examples", "field"] as const).map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="py-2 text-left text-12 font-medium text-muted"
                >
                  {t(`mapping.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block">
            {columns.map((_, n) => (
              <tr key={n} className={`${rowClass} border-b border-line py-2 last:border-b-0`}>
                <th scope="row" className="min-w-0 text-left font-medium break-words">
                  {nameOf(n)}
                </th>
                <td className="min-w-0 truncate text-muted">{samples[n]?.join(" · ")}</td>
                <td className="min-w-0">
                  <Select
                    name="field"
                    label={t("mapping.fieldOf", { column: nameOf(n) })}
                    defaultValue={mapping[n] ?? ""}
                    options={[{ value: "", label: t("mapping.ignore") }]}
                    groups={groups}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Card title={t("mapping.options")}>
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-13">
            <span>{options.hasHeader ? t("mapping.hasHeader") : t("mapping.headerIsRow")}</span>
            <Button
              size="sm"
              pending={header.state !== "idle"}
              onClick={() =>
                void header.submit(null, {
                  method: options.hasHeader ? "delete" : "post",
                  action: headerAction,
                })
              }
            >
              {options.hasHeader ? t("mapping.isClient") : t("mapping.isHeader")}
            </Button>
          </div>
          <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-2 text-13">
            <legend className="float-left mr-4">{t("mapping.kind")}</legend>
            {clientKinds.map((kind) => (
              <label
                key={kind}
                htmlFor={`${kindId}-${kind}`}
                className="flex min-h-6 items-center gap-2 pointer-coarse:min-h-11"
              >
                <input
                  id={`${kindId}-${kind}`}
                  type="radio"
                  name="kind"
                  value={kind}
                  defaultChecked={options.kind === kind}
                  className="size-4"
                />
                {t(`clients:kinds.${kind}`)}
              </label>
            ))}
          </fieldset>
          <div className="flex flex-col gap-0.5 text-13">
            <label className="flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="linkCompanies"
                defaultChecked={options.linkCompanies}
                className="size-4 shrink-0"
              />
              {t("mapping.linkCompanies")}
            </label>
            <p className="pl-6 text-12 text-muted">{t("mapping.linkCompaniesHelp")}</p>
          </div>
        </div>
      </Card>
      <FormActions>
        <Button type="submit" variant="primary" pending={isPending}>
          {t("mapping.check")}
        </Button>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

const rowClass =
  "grid grid-cols-1 items-center gap-x-4 gap-y-1 px-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)]";
