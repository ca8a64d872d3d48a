import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss(), reactRouter()],
  // The first to know light-dark(), which the tokens are written in: older ones get it taken apart.
  build: {
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // A font comes from our own host alone (server/csp.ts): none is written into the styles.
    assetsInlineLimit: (file) => (file.endsWith(".woff2") ? false : undefined),
  },
  // Found only when a page first asks for them, they would make the browser load it twice.
  optimizeDeps: {
    include: ["@conform-to/react", "@conform-to/zod/v4", "zod", "i18next", "react-i18next"],
  },
  // The request handler is bundled with the routes, so that a context key is one object in both.
  environments: { ssr: { build: { rollupOptions: { input: "./server/app.ts" } } } },
});
