/** How a text is drawn: its width in columns, whether colour may be used, and whether nothing but ASCII can be shown. */
export type Look = {
  readonly columns: number;
  readonly colour: boolean;
  readonly ascii?: boolean;
};
