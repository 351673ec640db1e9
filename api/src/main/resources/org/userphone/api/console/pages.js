/**
 * The pages of the console, in the order of the menu. A page is {name, show, isFor, isOpen, isHidden}: its name in the
 * address, what shows it, whom it is for, whether it needs nobody signed in, and whether the menu leaves it out.
 */
import * as audit from "./pages/audit.js";
import * as developer from "./pages/developer.js";
import * as find from "./pages/find.js";
import * as imports from "./pages/import.js";
import * as limits from "./pages/limits.js";
import * as messages from "./pages/messages.js";
import * as overview from "./pages/overview.js";
import * as providers from "./pages/providers.js";
import * as system from "./pages/system.js";
import * as texts from "./pages/texts.js";
import * as user from "./pages/user.js";
import { may } from "./permissions.js";

export const pages = [
  { name: "find", show: find.show, isFor: () => true },
  { name: "user", show: user.show, isFor: () => true, isHidden: true },
  { name: "overview", show: overview.show, isFor: ({ me }) => me !== null && may(me, "searchStatistics") },
  { name: "messages", show: messages.show, isFor: ({ me }) => me !== null && may(me, "searchMessages") },
  { name: "providers", show: providers.show, isFor: ({ me }) => me !== null && may(me, "readProviders") },
  { name: "texts", show: texts.show, isFor: ({ me }) => me !== null && texts.scopes(me).length > 0 },
  { name: "limits", show: limits.show, isFor: ({ me }) => me !== null && may(me, "readLimits") },
  { name: "audit", show: audit.show, isFor: ({ me }) => me !== null && may(me, "listEvents") },
  { name: "import", show: imports.show, isFor: ({ me }) => me !== null && may(me, "importUsers") },
  { name: "system", show: system.show, isFor: ({ me }) => me !== null && may(me, "readSystem") },
  { name: "developer", show: developer.show, isFor: ({ config }) => config.development, isOpen: true },
];
