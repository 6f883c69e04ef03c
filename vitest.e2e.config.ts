import { defineConfig } from "vitest/config";

/** The real daemons. One file after the other: they want the same ports. */
export default defineConfig({
  test: {
    include: ["test/e2e/**/*.e2e.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 150_000,
  },
});
