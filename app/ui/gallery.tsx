import { parseWithZod } from "@conform-to/zod/v4";
import { AudioLines, CalendarDays, House, Mic, Plus, Settings, Users } from "lucide-react";
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "react-router";
import { useState } from "react";
import { AccentStyle } from "./accent-style.tsx";
import { Swatch } from "./avatar.tsx";
import { Badge } from "./badge.tsx";
import { Button, ButtonLink } from "./button.tsx";
import { Card, Section } from "./card.tsx";
import { swatches } from "./color-fields.tsx";
import { DescriptionList } from "./description-list.tsx";
import { EmptyState } from "./empty-state.tsx";
import { PageHeader } from "./page-header.tsx";
import { Page } from "./page.tsx";
import { Progress } from "./progress.tsx";
import { Shell } from "./shell.tsx";
import { TableSkeleton } from "./skeleton.tsx";
import { Stat, StatRow } from "./stat.tsx";
import { Switcher } from "./switcher.tsx";
import { Tabs } from "./tabs.tsx";
import { UserMenu } from "./user-menu.tsx";
import { Controls, GalleryForm, GalleryTable, schema } from "./gallery-parts.tsx";

const names = ["Amel Bensaïd", "Jonas Weber", "Les Marées", "Orchestre du Nord", "Radio Canal Sud"];
const total = 10_000;

function rowAt(at: number) {
  return {
    id: String(at),
    name: `${names[at % names.length] ?? ""} ${at + 1}`,
    count: (at * 37) % 61,
    cents: (at * 7919) % 400_000,
  };
}

export function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const q = searchParams.get("q")?.toLowerCase() ?? "";
  const start = Number(searchParams.get("after") ?? 0);
  const found = Array.from({ length: total }, (_, at) => rowAt(at)).filter((row) =>
    row.name.toLowerCase().includes(q),
  );
  const rows = found.slice(start, start + 100);
  return {
    page: { rows, next: start + 100 < found.length ? String(start + 100) : null },
    options: found
      .slice(0, 20)
      .map((row) => ({ value: row.id, label: row.name, hint: `no. ${row.id}` })),
    groups: q
      ? [
          {
            label: "People",
            commands: found
              .slice(0, 5)
              .map((row) => ({ id: row.id, label: row.name, href: `?q=${row.name}` })),
          },
        ]
      : [],
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const submission = parseWithZod(await request.formData(), { schema });
  await new Promise((done) => setTimeout(done, 800));
  return data(
    submission.status === "success"
      ? submission.reply({
          formErrors: ["The server refused this one, and what you typed is still here."],
        })
      : submission.reply(),
    { status: 422 },
  );
}

/** Every part in its states, at /dev/ui in development only. */
export default function Gallery() {
  const [accent, setAccent] = useState<string | null>(null);
  return (
    <Shell
      name="Gallery"
      switcher={
        <Switcher
          name="Studio Lumière"
          label="Studios"
          others={[{ name: "Grand Mix", href: "#" }]}
        />
      }
      sections={[
        { label: "Today", href: "/dev/ui", icon: House, pinned: true, shortcut: "g t" },
        { label: "Sessions", href: "/dev/sessions", icon: CalendarDays, pinned: true },
        { label: "Clients", href: "/dev/clients", icon: Users, pinned: true },
        { label: "Projects", href: "/dev/projects", icon: AudioLines },
        { label: "Equipment", href: "/dev/equipment", icon: Mic },
      ]}
      secondary={[{ label: "Settings", href: "/dev/settings", icon: Settings }]}
      create={[
        { label: "Session", href: "/dev/ui?new", icon: CalendarDays },
        { label: "Client", href: "/dev/ui?new=client", icon: Users },
      ]}
      user={
        <UserMenu name="Nadia Ferrand" detail="owner@lumiere.test">
          <Button variant="ghost">Sign out</Button>
        </UserMenu>
      }
      searchHref="/dev/ui"
    >
      <AccentStyle color={accent} />
      <Page>
        <PageHeader
          title="Gallery"
          mark={<Badge meaning="good">Confirmed</Badge>}
          meta="Every part in its states"
          breadcrumbs={[{ label: "Development", href: "/" }]}
          actions={
            <>
              <Button onClick={() => setAccent(accent ? null : "#b5452c")}>Other accent</Button>
              <Button variant="primary" icon={<Plus />}>
                Book the session
              </Button>
            </>
          }
        />
        <Tabs
          label="Parts"
          tabs={[
            { label: "Overview", href: "/dev/ui" },
            { label: "Files", href: "/dev/files", count: 12 },
            { label: "Activity", href: "/dev/activity" },
          ]}
        />
        <div className="flex flex-col gap-8">
          <StatRow>
            <Stat label="Sessions today" value="6" hint="2 running" href="?q=a" />
            <Stat label="To be invoiced" value="12 480,00 €" hint="since 3 Nov" />
            <Stat label="Rooms in use" value="71 %" />
            <Stat label="Late" value="3" href="?q=b" />
          </StatRow>
          <Controls />
          <div className="grid gap-6 lg:grid-cols-2">
            <Card title="Form">
              <GalleryForm />
            </Card>
            <div className="flex flex-col gap-6">
              <Card
                title="What is known"
                actions={
                  <Button size="sm" variant="ghost">
                    Edit
                  </Button>
                }
              >
                <DescriptionList
                  items={[
                    { label: "Address", value: "12 rue des Récollets, 75010 Paris" },
                    {
                      label: "E-mail",
                      value: (
                        <a
                          href="mailto:a@b.test"
                          className="text-accent-ink underline underline-offset-2"
                        >
                          bonjour@lumiere.test
                        </a>
                      ),
                    },
                    {
                      label: "IBAN",
                      value: <span className="font-mono">FR76 3000 6000 0112 3456 7890 189</span>,
                    },
                  ]}
                />
              </Card>
              <Card title="The twelve">
                <div className="grid grid-cols-3 gap-2">
                  {swatches.map((swatch) => (
                    <div
                      key={swatch}
                      data-swatch={swatch}
                      className="flex items-center gap-2 rounded-sm border-l-3 swatch-soft px-2 py-1 text-12"
                    >
                      <Swatch color={swatch} /> Room {swatch}
                    </div>
                  ))}
                </div>
              </Card>
              <Card title="Progress">
                <div className="flex flex-col gap-4">
                  <Progress label="Copying sessions" value={62} />
                  <Progress label="Waiting for the other side" value={null} text="…" />
                </div>
              </Card>
              <EmptyState
                icon={Mic}
                title="No equipment yet"
                text="Microphones, preamps and instruments that this place owns."
                action={
                  <ButtonLink to="?new" variant="primary" icon={<Plus />}>
                    Add equipment
                  </ButtonLink>
                }
              />
            </div>
          </div>
          <Section title="Table" text="Ten thousand rows by keyset">
            <GalleryTable />
          </Section>
          <Section title="On its way">
            <TableSkeleton rows={4} />
          </Section>
        </div>
      </Page>
    </Shell>
  );
}
