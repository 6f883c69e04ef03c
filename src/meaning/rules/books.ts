import { APPLE } from "./apple.ts";
import { NETEASE, QQ, RUSSIA } from "./east.ts";
import { BARRACUDA, CISCO, MIMECAST, PROOFPOINT } from "./filters.ts";
import { FREE, ORANGE, SFR } from "./france.ts";
import { GMX, T_ONLINE } from "./germany.ts";
import { GOOGLE } from "./google.ts";
import { FACEBOOK, GODADDY, RACKSPACE, SINGLE_HOSTS } from "./hosters.ts";
import { MICROSOFT } from "./microsoft.ts";
import { ATT, CHARTER, COMCAST, COX, EARTHLINK } from "./north-america.ts";
import type { RuleBook } from "./rule.ts";
import { YAHOO } from "./yahoo.ts";

/** The rules of every operator that publishes its own words. */
export const BOOKS: readonly RuleBook[] = [
  GOOGLE,
  YAHOO,
  MICROSOFT,
  APPLE,
  COMCAST,
  COX,
  CHARTER,
  EARTHLINK,
  ATT,
  ORANGE,
  SFR,
  FREE,
  GMX,
  T_ONLINE,
  RUSSIA,
  NETEASE,
  QQ,
  MIMECAST,
  PROOFPOINT,
  BARRACUDA,
  CISCO,
  GODADDY,
  RACKSPACE,
  FACEBOOK,
  SINGLE_HOSTS,
];
