import {
  AudioLines,
  CalendarDays,
  CircleUser,
  DoorOpen,
  Disc3,
  Handshake,
  LogOut,
  Repeat,
  Settings,
  Sun,
  Users,
  Headphones,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, Outlet, useFetcher } from "react-router";
import { listMemberships } from "#app/identity/memberships.server.ts";
import { environmentContext, platformContext } from "#app/identity/platform-context.server.ts";
import { userContext } from "#app/identity/user-context.server.ts";
import { may } from "#app/identity/permissions.ts";
import { found } from "#app/lib/found.ts";
import { enterStudio } from "#app/tenancy/enter-studio.server.ts";
import { cursorOfPage, momentOfPage, writeCursor } from "#app/tenancy/live/live-cursor.ts";
import { Live } from "#app/tenancy/live/live.tsx";
import { RunningClocks } from "#app/tenancy/running-clocks.tsx";
import { listRunningClocks } from "#app/tenancy/running-clocks.server.ts";
import { studioContext } from "#app/tenancy/studio-context.server.ts";
import { useStudio } from "#app/tenancy/studio-href.ts";
import { AccentStyle } from "#app/ui/accent-style.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { Shell } from "#app/ui/shell.tsx";
import { Switcher } from "#app/ui/switcher.tsx";
import { UserMenu } from "#app/ui/user-menu.tsx";
import type { Route } from "./+types/studio-layout.ts";

export const middleware: Route.MiddlewareFunction[] = [enterStudio];

export async function loader({ context }: Route.LoaderArgs) {
  const studio = context.get(studioContext);
  const user = found(context.get(userContext));
  const { appUrl } = context.get(environmentContext);
  const readAt = new Date();
  const [preferences, clocks, memberships] = await Promise.all([
    studio.preferences(),
    may(studio.role, "sessions.read") ? studio.read(listRunningClocks) : [],
    listMemberships(context.get(platformContext).control, user.id),
  ]);
  const { accent, timeZone, currency, dayStartsAt } = preferences;
  const base = studio.href("/") === "/" ? "" : studio.href("/");
  return {
    name: studio.name,
    slug: studio.slug,
    role: studio.role,
    base,
    accent,
    timeZone,
    currency,
    dayStartsAt,
    clocks,
    liveAfter: writeCursor(cursorOfPage(studio.placement.epoch, readAt)),
    user: { name: user.name, email: user.email },
    // On a studio's own host the others are elsewhere: by the apex, where one signs in for all.
    others: memberships
      .filter((other) => other.slug !== studio.slug)
      .map(({ name, slug }) => ({ name, href: `${base ? "" : appUrl}/s/${slug}` })),
  };
}

export default function StudioLayout({ loaderData }: Route.ComponentProps) {
  const { name, user, others, accent, liveAfter, clocks } = loaderData;
  const { t } = useTranslation("studio");
  const { href, may: mayDo } = useStudio();
  const create = [
    {
      label: t("newSession"),
      href: href("/sessions/new"),
      icon: CalendarDays,
      needs: "sessions.write",
    },
    { label: t("newClient"), href: href("/clients/new"), icon: Users, needs: "clients.write" },
    { label: t("newLead"), href: href("/leads/new"), icon: Handshake, needs: "leads.write" },
    { label: t("newProject"), href: href("/projects/new"), icon: Disc3, needs: "projects.write" },
  ] as const;
  return (
    <>
      {accent && <AccentStyle color={accent} />}
      <Live path={href("/live")} after={liveAfter}>
        <Shell
          name={name}
          switcher={<Switcher name={name} label={t("others")} others={others} />}
          sections={[
            {
              label: t("today"),
              href: href("/"),
              icon: Sun,
              end: true,
              pinned: true,
              shortcut: "g t",
            },
            {
              label: t("sessions"),
              href: href("/sessions"),
              icon: CalendarDays,
              pinned: true,
              shortcut: "g s",
            },
            {
              label: t("clients"),
              href: href("/clients"),
              icon: Users,
              pinned: true,
              shortcut: "g c",
            },
            { label: t("leads"), href: href("/leads"), icon: Handshake, shortcut: "g l" },
            { label: t("projects"), href: href("/projects"), icon: Disc3, shortcut: "g p" },
            { label: t("people"), href: href("/people"), icon: Headphones, shortcut: "g w" },
            { label: t("rooms"), href: href("/rooms"), icon: DoorOpen, shortcut: "g r" },
            { label: t("equipment"), href: href("/equipment"), icon: AudioLines, shortcut: "g e" },
          ]}
          searchHref={href("/search")}
          shortcuts={[
            { keys: "T", label: t("keys.today") },
            { keys: "← →", label: t("keys.steps") },
            { keys: "D W M A P", label: t("keys.views") },
            { keys: "⇧ ←→↑↓ ↵", label: t("keys.move") },
            { keys: "⌥ ↑↓", label: t("keys.length") },
            { keys: "␣", label: t("keys.dialog") },
            { keys: "⇧ ← →", label: t("keys.stage") },
          ]}
          secondary={[
            { label: t("settings"), href: href("/settings"), icon: Settings, shortcut: "g ," },
          ]}
          status={<RunningClocks clocks={clocks} readAt={momentOfPage(liveAfter)} />}
          create={create.filter(({ needs }) => mayDo(needs))}
          user={
            <UserMenu name={user.name} detail={t(`roles.${loaderData.role}`)}>
              <AccountLinks />
            </UserMenu>
          }
        >
          <Outlet />
        </Shell>
      </Live>
    </>
  );
}

function AccountLinks() {
  const { t } = useTranslation("studio");
  const signOut = useFetcher();
  const look =
    "flex h-9 items-center gap-2 rounded-md px-2 text-13 hover:bg-hover pointer-coarse:h-11";
  return (
    <>
      <a href="/studios?choose" className={look}>
        <Repeat className="size-4 text-muted" aria-hidden />
        {t("choose")}
      </a>
      <Link to="/account" prefetch="intent" className={look}>
        <CircleUser className="size-4 text-muted" aria-hidden />
        {t("account")}
      </Link>
      <signOut.Form method="post" action="/sign-out" className="contents">
        <button type="submit" className={look}>
          <LogOut className="size-4 text-muted" aria-hidden />
          {t("signOut")}
        </button>
      </signOut.Form>
    </>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return <ErrorPage error={error} />;
}
