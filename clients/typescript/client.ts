/** The API, typed: every path, body and answer comes from docs/openapi.json by `make clients`. */

import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** Return a client; `baseUrl` ends in the version, `token` is an ID token or an API key. */
export function apiClient(baseUrl: string, token?: string): Client<paths> {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  return createClient<paths>({ baseUrl, headers });
}
