import type { SubmissionResult } from "@conform-to/react";
import { Plus, Trash2, Zap } from "lucide-react";
import { useActionData, useLoaderData } from "react-router";
import { z } from "zod";
import { cents } from "#app/lib/money.ts";
import { Avatar } from "./avatar.tsx";
import { Badge, type Meaning } from "./badge.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { Card } from "./card.tsx";
import { ColorField, SwatchField } from "./color-fields.tsx";
import { ComboboxField } from "./combobox-field.tsx";
import { DescriptionList } from "./description-list.tsx";
import { Dialog, DialogCancel, Sheet } from "./dialog.tsx";
import {
  CheckboxField,
  DateField,
  MoneyField,
  NumberField,
  SelectField,
  TextareaField,
  TextField,
  TimeField,
} from "./fields.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { Form, FormActions, SubmitButton } from "./form.tsx";
import { IconButton } from "./icon-button.tsx";
import { LoadMore, useKeysetPages, type Page } from "./load-more.tsx";
import { Menu, MenuAction, MenuSeparator } from "./menu.tsx";
import { Popover } from "./popover.tsx";
import { LanguageSwitch, ThemeSwitch } from "./preferences.tsx";
import { Table } from "./table.tsx";
import { toast, useUndoToast } from "./toast.tsx";
import { useZodForm } from "./use-zod-form.ts";

export const schema = z.object({
  name: z.string().min(3),
  email: z.email(),
  rate: cents(),
  kind: z.enum(["one", "two"]),
  person: z.string(),
  day: z.iso.date(),
  time: z.string().optional(),
  seats: z.number().max(8).optional(),
  color: z.string().optional(),
  swatch: z.string().optional(),
  notes: z.string().optional(),
  open: z.boolean().optional(),
});

const meanings: Meaning[] = ["neutral", "info", "good", "warning", "danger", "hold"];

interface Row {
  id: string;
  name: string;
  count: number;
  cents: number;
}

export function Controls() {
  const undo = useUndoToast();
  return (
    <Card title="Controls">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button variant="ghost">Ghost</Button>
          <Button variant="danger" icon={<Trash2 />}>
            Delete the room
          </Button>
          <Button variant="primary" pending>
            Saving
          </Button>
          <Button disabled>Disabled</Button>
          <Button size="sm">Small</Button>
          <Button size="lg" variant="primary">
            Large
          </Button>
          <IconButton label="Quick action" icon={<Zap />} shortcut="Z" />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {meanings.map((meaning) => (
            <Badge key={meaning} meaning={meaning}>
              {meaning}
            </Badge>
          ))}
          <Badge struck>cancelled</Badge>
          <Avatar name="Nadia Ferrand" />
          <Avatar name="Studio Lumière" square />
          <ThemeSwitch />
          <LanguageSwitch />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Dialog
            title="Cancel this session?"
            description="The client is told by e-mail."
            trigger={<Button>Dialog</Button>}
          >
            <FormActions>
              <Button variant="danger">Cancel the session</Button>
              <DialogCancel>Keep it</DialogCancel>
            </FormActions>
          </Dialog>
          <Sheet title="A quick look" trigger={<Button>Sheet</Button>}>
            <DescriptionList items={[{ label: "Room", value: "Studio A" }]} />
          </Sheet>
          <Menu trigger={<Button>Menu</Button>}>
            <MenuAction icon={Plus} shortcut="D" onSelect={() => toast("Copied")}>
              Copy
            </MenuAction>
            <MenuSeparator />
            <MenuAction
              icon={Trash2}
              danger
              onSelect={() => undo("Session deleted", () => toast("It is back"))}
            >
              Delete
            </MenuAction>
          </Menu>
          <Popover label="A popover" titled trigger={<Button>Popover</Button>}>
            What belongs to the button.
          </Popover>
          <Button onClick={() => toast("Saved", "The client was told.")}>Toast</Button>
          <Button onClick={() => undo("Session cancelled", () => toast("It is back"))}>
            Undo toast
          </Button>
        </div>
      </div>
    </Card>
  );
}

export function GalleryForm() {
  const [form, fields] = useZodForm(schema, {
    lastResult: useActionData<SubmissionResult<string[]>>(),
    defaultValue: {
      name: "Studio A",
      swatch: "3",
      color: "#0a6469",
      person: "2",
      day: "2026-11-21",
      time: "14:00",
    },
  });
  return (
    <Form form={form}>
      <TextField field={fields.name} label="Name" help="As it stands on invoices." />
      <TextField field={fields.email} label="E-mail" type="email" />
      <div className="grid grid-cols-2 gap-4">
        <MoneyField field={fields.rate} label="Hourly rate" currency="€" />
        <NumberField field={fields.seats} label="Seats" suffix="people" />
        <DateField field={fields.day} label="Day" />
        <TimeField field={fields.time} label="From" />
      </div>
      <SelectField
        field={fields.kind}
        label="Kind"
        placeholder="Choose…"
        options={[
          { value: "one", label: "Recording" },
          { value: "two", label: "Mixing" },
        ]}
      />
      <ComboboxField
        field={fields.person}
        label="Client"
        source="/dev/ui"
        selected={{ value: "2", label: "Les Marées 3" }}
      />
      <SwatchField field={fields.swatch} label="Colour" />
      <ColorField field={fields.color} label="Accent" />
      <TextareaField field={fields.notes} label="Notes" rows={2} />
      <CheckboxField field={fields.open} label="Clients may book it" help="In its opening hours." />
      <FormActions>
        <SubmitButton>Save the room</SubmitButton>
        <ButtonLink variant="ghost" to=".">
          Cancel
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

export function GalleryTable() {
  const pages = useKeysetPages(useLoaderData<{ page: Page<Row> }>().page);
  const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
  return (
    <>
      <FilterBar
        search="Find a client"
        filters={[
          {
            name: "kind",
            label: "Kind",
            options: [
              { value: "artist", label: "Artist" },
              { value: "label", label: "Label" },
            ],
          },
        ]}
      />
      <Table
        label="Clients"
        rows={pages.rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `?client=${row.id}`}
        columns={[
          { id: "name", header: "Name", cell: (row) => row.name, width: "minmax(0, 2fr)" },
          {
            id: "state",
            header: "State",
            cell: (row) => (
              <Badge meaning={meanings[row.count % 6]}>{meanings[row.count % 6] ?? ""}</Badge>
            ),
            width: "7rem",
            from: "md",
          },
          { id: "count", header: "Sessions", cell: (row) => row.count, align: "end", from: "md" },
          {
            id: "balance",
            header: "Balance",
            cell: (row) => euros.format(row.cents / 100),
            align: "end",
            width: "8rem",
          },
        ]}
        footer={<LoadMore pages={pages} />}
      />
    </>
  );
}
