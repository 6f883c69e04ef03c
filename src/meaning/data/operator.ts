/**
 * One operator of mail servers. `hosts` are patterns of MX names: a leading dot stands for any name below, `*` for any
 * characters; a plain name stands for itself and the names below it.
 */
export type Operator = {
  readonly key: string;
  readonly name: string;
  readonly hosts: readonly string[];
};
