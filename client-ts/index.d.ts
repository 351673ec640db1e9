import type { Client, ClientOptions } from "openapi-fetch";
import type { components, paths } from "./schema.js";

/** The messages of the calls, by their names: `Schemas["User"]`. */
export type Schemas = components["schemas"];

/** What can be said of a client, besides what openapi-fetch takes. */
export interface UserphoneOptions extends ClientOptions {
    /** Where userphone is, such as `https://phone.example.com`. */
    baseUrl: string;
    /** Promises an access token; it is asked before each call. */
    token: () => Promise<string> | string;
}

/**
 * A client whose methods are those of HTTP, and whose paths are those of the API. Each promises `{data}` or `{error}`,
 * the latter being the `google.rpc.Status` of a refusal.
 */
export function createClient(options: UserphoneOptions): Client<paths>;

/** Why a call was refused. */
export interface Refusal {
    /** The code of gRPC. */
    code: number;
    /** For people, in English. */
    message: string;
    /** The stable id, such as `COMMAND-eis9R`; some refusals have none. */
    id?: string;
    /** The name of the reason, such as `PHONE_CODE_INVALID`. */
    reason?: string;
    /** In how many seconds the call may be made again; 0 if that is not said. */
    retryAfter: number;
    /** The fields of the request that are wrong. */
    fields: { field?: string; description?: string }[];
}

/** What the error of a call says. */
export function refusal(error: Schemas["Status"]): Refusal;
