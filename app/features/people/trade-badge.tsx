import {
  AudioWaveform,
  Cable,
  Music,
  SlidersVertical,
  Wrench,
  type LucideIcon,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "#app/ui/badge.tsx";
import type { Trade } from "./person.ts";

const icons: Record<Trade, LucideIcon> = {
  engineer: SlidersVertical,
  assistant: Cable,
  producer: AudioWaveform,
  musician: Music,
  technician: Wrench,
};

export function TradeBadge({ trade }: { trade: Trade }) {
  const { t } = useTranslation("people");
  return <Badge icon={icons[trade]}>{t(`trades.${trade}`)}</Badge>;
}
