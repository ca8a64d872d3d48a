import { useEffect, useRef, useState } from "react";

const overscan = 30;
const step = 10;
const firstScreen = 100;

/**
 * Which of many equally high rows to render: those in sight and some around them. Give `body` to the rows'
 * parent and `padding` as its style, which stands for the rows left out. The server renders the first.
 */
export function useRowWindow(count: number) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [view, setView] = useState({ start: 0, end: firstScreen, height: 0 });

  useEffect(() => {
    const measure = () => {
      const height = body.current?.firstElementChild?.getBoundingClientRect().height;
      if (!body.current || !height) return;
      const above = -body.current.getBoundingClientRect().top / height;
      const start = Math.max(0, Math.floor((above - overscan) / step) * step);
      const inSight = Math.ceil(window.innerHeight / height);
      const end = Math.ceil((above + inSight + overscan) / step) * step;
      setView((before) =>
        before.start === start && before.end === end && before.height === height
          ? before
          : { start, end: Math.max(end, start + step), height },
      );
    };
    measure();
    window.addEventListener("scroll", measure, { passive: true });
    window.addEventListener("resize", measure);
    return () => {
      window.removeEventListener("scroll", measure);
      window.removeEventListener("resize", measure);
    };
  }, [count]);

  const start = Math.min(view.start, Math.max(0, count - step));
  const end = Math.min(view.end, count);
  return {
    body,
    start,
    end,
    padding: { paddingTop: start * view.height, paddingBottom: (count - end) * view.height },
  };
}
