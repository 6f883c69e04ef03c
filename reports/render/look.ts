/** How a text is drawn: its width in columns, and whether colour may be used. */
export type Look = { readonly columns: number; readonly colour: boolean };
