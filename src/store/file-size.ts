import { type Database, pragmaOf } from "./database.ts";

/** Bytes of the database file, and how many of them are empty pages that new counts will fill. */
export type FileSize = { readonly bytes: number; readonly free: number };

export function fileSizeOf(db: Database): FileSize {
  const page = pragmaOf(db, "page_size");
  return { bytes: pragmaOf(db, "page_count") * page, free: pragmaOf(db, "freelist_count") * page };
}
