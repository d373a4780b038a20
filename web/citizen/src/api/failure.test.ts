import { describe, expect, it } from "vitest";
import { ApiProblem, NetworkLost } from "#shared/api/client";
import { passes, readFailure } from "./failure";

const problem = (status: number, members: Record<string, unknown> = {}, detail = ""): ApiProblem =>
  new ApiProblem(status, "", detail, members);

describe("a failure", () => {
  it.each([
    [409, "conflict"],
    [410, "over"],
    [412, "conflict"],
    [413, "large"],
    [422, "invalid"],
    [429, "busy"],
    [500, "broken"],
    [502, "broken"],
    [404, "missing"],
    [403, "forbidden"],
  ])("of status %i is %s", (status, kind) => {
    expect(readFailure(problem(status)).kind).toBe(kind);
  });

  it("names the field however the server says it", () => {
    expect(readFailure(problem(422, { field: "phone" })).field).toBe("phone");
    expect(readFailure(problem(422, { errors: [{ path: "citizen.email" }] })).field).toBe("email");
    expect(
      readFailure(problem(422, {}, "Expected `str` of length <= 500 - at `$.location.address`")).field,
    ).toBe("address");
    expect(readFailure(problem(422, {}, "No field is named")).field).toBe("");
  });

  it("passes when the network, the rush or our fault is over, and else not", () => {
    expect(passes(readFailure(new NetworkLost(new TypeError())))).toBe(true);
    expect(passes(readFailure(problem(429)))).toBe(true);
    expect(passes(readFailure(problem(503)))).toBe(true);
    expect(passes(readFailure(problem(422)))).toBe(false);
  });
});
