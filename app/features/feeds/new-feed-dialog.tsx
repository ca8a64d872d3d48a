import type { SubmissionResult } from "@conform-to/react";
import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { ComboboxField } from "#app/ui/combobox-field.tsx";
import { Dialog, DialogCancel } from "#app/ui/dialog.tsx";
import { SelectField, TextField } from "#app/ui/fields.tsx";
import { Form, SubmitButton } from "#app/ui/form.tsx";
import { useZodForm } from "#app/ui/use-zod-form.ts";
import { NewAddress } from "./feed-address.tsx";
import { FEED_SUBJECTS, type FeedAddress, feedSchema, type Shown } from "./feed.ts";

/** What the address of new feeds answers: why it refused, or where the feed is. */
export type FeedAnswer = { refused: SubmissionResult<string[]> } | { address: FeedAddress };

interface NewFeedProps {
  /** Where feeds are made. */
  action: string;
  rooms: readonly { id: string; name: string }[];
  /** Where one is found by what is typed. */
  sources: { person: string; client: string };
  /** Opens the form at once, filled in. */
  prefill: Shown | undefined;
}

/** The button, the form that it opens, and the address that comes of it. */
export function NewFeedDialog({ onClose, ...props }: NewFeedProps & { onClose: () => void }) {
  const { t } = useTranslation("feeds");
  const [open, setOpen] = useState(props.prefill !== undefined);
  return (
    <Dialog
      title={t("new.title")}
      description={t("new.text")}
      open={open}
      onOpenChange={(isOpen) => {
        setOpen(isOpen);
        if (!isOpen) onClose();
      }}
      trigger={
        <Button variant="primary" icon={<CalendarPlus aria-hidden />}>
          {t("new.open")}
        </Button>
      }
    >
      <NewFeed {...props} />
    </Dialog>
  );
}

function NewFeed({ action, rooms, sources, prefill }: NewFeedProps) {
  const { t } = useTranslation("feeds");
  const fetcher = useFetcher<FeedAnswer>();
  const answer = fetcher.data;
  const chosen = prefill && "id" in prefill ? prefill : undefined;
  const [form, fields] = useZodForm(feedSchema, {
    lastResult: answer && "refused" in answer ? answer.refused : undefined,
    defaultValue: {
      shows: "studio",
      ...(chosen && { shows: chosen.shows, [`${chosen.shows}Id`]: chosen.id }),
    },
  });
  if (answer && "address" in answer) return <NewAddress address={answer.address} />;
  const { value: shows } = fields.shows;
  const selected = (of: "person" | "client") =>
    chosen?.shows === of ? { value: chosen.id, label: chosen.name } : null;
  return (
    <Form form={form} fetcher={fetcher} action={action}>
      <SelectField
        field={fields.shows}
        label={t("shows")}
        options={FEED_SUBJECTS.map((value) => ({ value, label: t(`subjects.${value}`) }))}
        help={shows === "client" ? t("new.clientHelp") : t("new.crewHelp")}
      />
      {shows === "room" && (
        <SelectField
          field={fields.roomId}
          label={t("subjects.room")}
          options={optionsOf(rooms, chosen)}
        />
      )}
      {shows === "person" && (
        <ComboboxField
          field={fields.personId}
          label={t("subjects.person")}
          source={sources.person}
          selected={selected("person")}
        />
      )}
      {shows === "client" && (
        <ComboboxField
          field={fields.clientId}
          label={t("subjects.client")}
          source={sources.client}
          selected={selected("client")}
        />
      )}
      <TextField
        field={fields.label}
        label={t("label")}
        help={t("new.labelHelp")}
        autoComplete="off"
      />
      <div className="flex justify-end gap-2">
        <DialogCancel />
        <SubmitButton>{t("new.submit")}</SubmitButton>
      </div>
    </Form>
  );
}

/** The rooms, and the one that was asked for where it is in the archives. */
function optionsOf(rooms: NewFeedProps["rooms"], chosen: Shown | undefined) {
  const all = chosen?.shows === "room" ? [...rooms, chosen] : rooms;
  return [...new Map(all.map(({ id, name }) => [id, { value: id, label: name }])).values()];
}
