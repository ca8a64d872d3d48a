import { Camera, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#app/ui/button.tsx";

// Not in TypeScript's library: https://wicg.github.io/shape-detection-api/#barcode-detection-api
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = new (options: { formats: string[] }) => Detector;

function detectorClass(): DetectorClass | undefined {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
}

const never = () => () => undefined;

/** A button that opens the camera, where the browser reads codes by itself; nothing elsewhere. */
export function CameraScanner({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation("equipment");
  const canRead = useSyncExternalStore(
    never,
    () => detectorClass() !== undefined && "mediaDevices" in navigator,
    () => false,
  );
  const [isOpen, setOpen] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  if (!canRead) return null;
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        icon={isOpen ? <X aria-hidden /> : <Camera aria-hidden />}
        onClick={() => {
          setFailed(false);
          setOpen(!isOpen);
        }}
      >
        {t(isOpen ? "checkout.closeCamera" : "checkout.camera")}
      </Button>
      {hasFailed && (
        <p role="alert" className="text-13 text-danger-ink">
          {t("checkout.noCamera")}
        </p>
      )}
      {isOpen && (
        <CameraView
          onCode={onCode}
          onFailure={() => {
            setFailed(true);
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

/** How often a picture is read; and how long a code must be out of sight to count anew. */
const READ_EVERY_MS = 200;
const FORGET_AFTER_MS = 2_000;

interface CameraViewProps {
  onCode: (code: string) => void;
  onFailure: () => void;
}

function CameraView({ onCode, onFailure }: CameraViewProps) {
  const { t } = useTranslation("equipment");
  const video = useRef<HTMLVideoElement>(null);
  const found = useEffectEvent(onCode);
  const failed = useEffectEvent(onFailure);
  useEffect(() => {
    const [Detector, view] = [detectorClass(), video.current];
    if (!Detector || !view) return undefined;
    const detector = new Detector({ formats: ["qr_code"] });
    const seen = new Map<string, number>();
    let stream: MediaStream | undefined;
    let isClosed = false;
    let timer: number | undefined;

    async function open(screen: HTMLVideoElement) {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      // Closed while the browser asked for leave.
      if (isClosed) return stop();
      screen.srcObject = stream;
      await screen.play();
      await read(screen);
    }

    async function read(screen: HTMLVideoElement) {
      const codes = await detector.detect(screen);
      if (isClosed) return;
      const now = performance.now();
      for (const { rawValue } of codes) {
        const isNew = now - (seen.get(rawValue) ?? -Infinity) > FORGET_AFTER_MS;
        seen.set(rawValue, now);
        if (isNew) found(rawValue);
      }
      timer = window.setTimeout(() => void read(screen).catch(fail), READ_EVERY_MS);
    }

    function fail() {
      stop();
      if (!isClosed) failed();
    }

    function stop() {
      stream?.getTracks().forEach((track) => track.stop());
    }

    open(view).catch(fail);
    return () => {
      isClosed = true;
      window.clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <video
      ref={video}
      muted
      playsInline
      aria-label={t("checkout.cameraView")}
      className="aspect-video w-full max-w-md rounded-md bg-sunken object-cover"
    />
  );
}
