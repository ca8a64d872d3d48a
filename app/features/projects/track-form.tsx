import type { SubmissionResult } from "@conform-to/react";
import { useTranslation } from "react-i18next";
import { ButtonLink } from "#app/ui/button.tsx";
import { SelectField, TextField } from "#app/ui/fields.tsx";
import { Form, FormActions, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { formatIsrc, formatLength, trackSchema, trackStates } from "./track.ts";
import type { Track } from "./tracks.server.ts";

interface TrackFormProps {
  track: Track;
  lastResult: SubmissionResult<string[]> | undefined;
  back: string;
}

export function TrackForm({ track, lastResult, back }: TrackFormProps) {
  const { t, i18n } = useTranslation(["projects", "common"]);
  const { isrc, bpm, durationSeconds } = track;
  const tempo = new Intl.NumberFormat(i18n.language, {
    maximumFractionDigits: 2,
    useGrouping: false,
  });
  const [form, fields] = useZodForm(trackSchema, {
    lastResult,
    defaultValue: {
      ...track,
      isrc: isrc && formatIsrc(isrc),
      bpm: bpm === null ? "" : tempo.format(bpm),
      durationSeconds: durationSeconds === null ? "" : formatLength(durationSeconds),
    },
  });
  return (
    <Form form={form}>
      <TextField field={fields.title} label={t("tracks.name")} autoComplete="off" />
      <SelectField
        field={fields.state}
        label={t("tracks.state")}
        options={trackStates.map((state) => ({ value: state, label: t(`tracks.states.${state}`) }))}
        className="md:w-56"
      />
      <TextField
        field={fields.durationSeconds}
        label={t("tracks.duration")}
        help={t("tracks.durationHelp")}
        mono
        className="md:w-56"
      />
      <div className="grid gap-5 md:grid-cols-2">
        <TextField
          field={fields.bpm}
          label={t("tracks.bpm")}
          suffix={t("tracks.bpmUnit")}
          inputMode="decimal"
        />
        <TextField field={fields.musicalKey} label={t("tracks.key")} autoComplete="off" />
      </div>
      <TextField
        field={fields.isrc}
        label={t("tracks.isrc")}
        help={t("tracks.isrcHelp")}
        mono
        autoComplete="off"
        className="md:w-72"
      />
      <FormActions>
        <SubmitButton>{t("common:save")}</SubmitButton>
        <ButtonLink variant="ghost" to={back}>
          {t("common:cancel")}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}
