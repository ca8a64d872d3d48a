import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** Reads the page's data afresh each minute, and when one comes back to it; what is shown stays until then. */
export function useMinute() {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible") void revalidate();
    };
    const timer = setInterval(refresh, 60_000);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [revalidate]);
}
