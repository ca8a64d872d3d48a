import { useTranslation } from "react-i18next";
import { useFetcher } from "react-router";
import { cx } from "#app/lib/cx.ts";
import { Badge } from "#app/ui/badge.tsx";
import { StateMenu } from "#app/ui/state-menu.tsx";
import { type Column, Table } from "#app/ui/table.tsx";
import { formatIsrc, formatLength, meaningOfTrack, trackStates, type TrackState } from "./track.ts";
import { MoveTrack, useTrackOrder } from "./track-order.tsx";
import type { Track } from "./tracks.server.ts";

interface TrackTableProps {
  tracks: readonly Track[];
  /** The address of the tracks: `…/tracks`. */
  href: string;
  /** Whether the person may; else the rows are to be read. */
  canEdit: boolean;
}

export function TrackTable({ tracks, href, canEdit }: TrackTableProps) {
  const { t, i18n } = useTranslation("projects");
  const order = useTrackOrder(tracks, `${href}/order`);
  const places = new Map(order.rows.map((track, at) => [track.id, at + 1]));
  const tempo = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
  const orderColumn: Column<Track> = {
    id: "order",
    header: t("tracks.order"),
    width: "6rem",
    align: "end",
    from: "md",
    cell: (track) => <MoveTrack track={track} order={order} />,
  };
  return (
    <>
      <Table
        label={t("tracks.title")}
        rows={order.rows}
        rowKey={(track) => track.id}
        rowHref={canEdit ? (track) => `${href}/${track.id}` : undefined}
        columns={[
          {
            id: "title",
            header: t("tracks.name"),
            width: "minmax(0, 2fr)",
            cell: (track) => (
              <span
                className={cx(
                  "flex min-w-0 items-baseline gap-3",
                  order.dragged === track.id && "text-accent-ink",
                )}
              >
                <span className="w-5 shrink-0 text-right font-normal text-muted">
                  {places.get(track.id)}
                </span>
                <span className="truncate">{track.title}</span>
              </span>
            ),
          },
          {
            id: "state",
            header: t("tracks.state"),
            width: "9.5rem",
            cell: (track) =>
              canEdit ? (
                <TrackStateMenu track={track} action={`${href}/${track.id}/state`} />
              ) : (
                <Badge meaning={meaningOfTrack[track.state]}>
                  {t(`tracks.states.${track.state}`)}
                </Badge>
              ),
          },
          {
            id: "duration",
            header: t("tracks.duration"),
            width: "5rem",
            align: "end",
            from: "md",
            cell: ({ durationSeconds }) =>
              durationSeconds !== null && formatLength(durationSeconds),
          },
          {
            id: "bpm",
            header: t("tracks.bpm"),
            width: "5rem",
            align: "end",
            from: "lg",
            cell: ({ bpm }) => bpm !== null && tempo.format(bpm),
          },
          {
            id: "key",
            header: t("tracks.key"),
            width: "8rem",
            from: "lg",
            cell: (track) => track.musicalKey,
          },
          {
            id: "isrc",
            header: t("tracks.isrc"),
            width: "9.5rem",
            from: "lg",
            cell: ({ isrc }) =>
              isrc && <span className="font-mono text-12">{formatIsrc(isrc)}</span>,
          },
          ...(canEdit ? [orderColumn] : []),
        ]}
      />
      <output className="sr-only">{order.said}</output>
    </>
  );
}

function TrackStateMenu({ track, action }: { track: Track; action: string }) {
  const { t } = useTranslation("projects");
  const { submit, formData } = useFetcher();
  const sent = trackStates.find((state) => state === formData?.get("state"));
  return (
    <StateMenu<TrackState>
      label={t("tracks.stateOf", { title: track.title })}
      value={sent ?? track.state}
      options={trackStates.map((state) => ({
        value: state,
        label: t(`tracks.states.${state}`),
        meaning: meaningOfTrack[state],
      }))}
      onChange={(state) => void submit({ state }, { method: "post", action })}
    />
  );
}
