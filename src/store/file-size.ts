import type { Database } from "./database.ts";

/** Bytes of the database file, and how many of them are empty pages that new counts will fill. */
export type FileSize = { readonly bytes: number; readonly free: number };

export function fileSizeOf(db: Database): FileSize {
  const pragma = (name: string): number => Number(db.pragma(name, { simple: true }));
  const page = pragma("page_size");
  return { bytes: pragma("page_count") * page, free: pragma("freelist_count") * page };
}
