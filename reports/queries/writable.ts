/** A row while it is added up. */
export type Writable<Row> = { -readonly [Column in keyof Row]: Row[Column] };
