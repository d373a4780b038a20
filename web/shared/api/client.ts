// The HTTP API as both apps call it: JSON in and out, problem details as errors, versions and idempotency keys as headers.

/** What the server refused, in its own words (RFC 9457). `members` are facts a page may act on. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Readonly<Record<string, unknown>>,
    readonly retryAfter?: number,
  ) {
    super(detail || title);
    this.name = "ApiProblem";
  }
}

/** The request got no answer: no network, or nobody there. Whether it took effect is not known. */
export class NetworkLost extends Error {
  constructor(cause: unknown) {
    super("No answer", { cause });
    this.name = "NetworkLost";
  }
}

export interface CallOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** The version that was seen; the server refuses when it is no longer the present one. */
  version?: number;
  /** Sent again with the same key, a request is carried out once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export interface ApiClientOptions {
  baseUrl: string;
  /** The ID token, renewed when it is about to end; null for nobody. */
  token?: () => Promise<string | null>;
  /** The server no longer accepts the token: renew it and say whether a second attempt makes sense. */
  onUnauthorized?: () => Promise<boolean>;
}

export class ApiClient {
  constructor(private readonly options: ApiClientOptions) {}

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call<T>("GET", path, options);
  }

  post<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call<T>("POST", path, options);
  }

  put<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.call<T>("PUT", path, options);
  }

  private async call<T>(method: string, path: string, options: CallOptions): Promise<T> {
    let response = await this.send(method, path, options);
    if (response.status === 401 && (await this.options.onUnauthorized?.())) {
      response = await this.send(method, path, options);
    }
    if (!response.ok) throw await readProblem(response);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async send(method: string, path: string, options: CallOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const token = await this.options.token?.();
    if (token) headers.Authorization = `Bearer ${token}`;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
    if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
    const init: RequestInit = { method, headers, cache: "no-store" };
    if (options.body !== undefined) init.body = JSON.stringify(options.body);
    if (options.signal) init.signal = options.signal;
    try {
      return await fetch(this.options.baseUrl + path + queryOf(options.query), init);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw new NetworkLost(error);
    }
  }
}

/** The query string with its question mark; what is undefined or empty is left out. */
export function queryOf(query: CallOptions["query"]): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const written = params.toString();
  return written ? `?${written}` : "";
}

/** Every answer that is no success as a problem, even one that no problem document came with. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => ({}));
  const { title, detail, ...members } = (body && typeof body === "object" ? body : {}) as Record<
    string,
    unknown
  >;
  const retry = Number(response.headers.get("Retry-After"));
  return new ApiProblem(
    response.status,
    typeof title === "string" ? title : response.statusText,
    typeof detail === "string" ? detail : "",
    members,
    retry > 0 ? retry : undefined,
  );
}
