// The city's API: same origin, nobody signs in here.

import { ApiClient } from "#shared/api/client";

export const api = new ApiClient({ baseUrl: "/api" });
