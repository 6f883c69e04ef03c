import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const RENDER = fileURLToPath(new URL("reports/render/", import.meta.url));

/**
 * The script of the page: one file without imports. Chart.js reads settings of its own while it defines its scales; only where
 * that is known to do nothing do the scales that no picture uses (time, logarithmic, radial) stay out, a tenth of the file.
 */
export default defineConfig({
  root: RENDER,
  logLevel: "warn",
  build: {
    target: "es2022",
    outDir: "assets",
    emptyOutDir: false,
    lib: { entry: "page/page.ts", formats: ["iife"], name: "page", fileName: () => "page.js" },
    rolldownOptions: { treeshake: { propertyReadSideEffects: false } },
  },
});
