// A city whose answers a test decides: the API's public part and the bucket, in memory, with trouble on demand.
// For what the real local cloud cannot be made to do at will: errors of every kind, hostile texts, broken connections.

import { createServer } from "node:http";

const NUMBER = "583920170"; // carries its Damm check digit
export const KEY = "abcdefgh23";
export const TOKEN = `${NUMBER}1${"a".repeat(20)}`;

// A public key as push services know a city by (VAPID); its private part was thrown away.
const PUSH_KEY = "BHdfdPC5u_m0qGb0Lfel3RtfwyupDSaz_38_nLqnI0LQ0fA3IxGBMEJoDGSCf6ryna1BezeY6yvmAhFOduIr9N8";
const WISHES = {
  channel: null,
  refused: [{ purpose: "survey", channel: null }],
  agreed: [],
  channels: ["whatsapp", "sms", "email"],
};

const CATALOGUE = {
  kinds: ["complaint", "request", "suggestion", "idea", "information", "thanks", "report"],
  categories: [
    { code: "yol-cukur", name: "Yolda çukur", department: "fen-isleri", words: [["çukur", 5]] },
    { code: "yarali-hayvan", name: "Yaralı hayvan", department: "veteriner", words: [["köpek yaralı", 5]] },
    { code: "cop-toplama", name: "Çöpün alınmaması", department: "temizlik", words: [["çöp", 3]] },
  ],
  departments: [
    { code: "fen-isleri", name: "Fen İşleri Müdürlüğü" },
    { code: "veteriner", name: "Veteriner İşleri Müdürlüğü" },
    { code: "temizlik", name: "Temizlik İşleri Müdürlüğü" },
  ],
  neighbourhoods: [
    {
      code: "cinar",
      name: "Çınar",
      outline: [
        [32.98, 39.0],
        [33.0, 39.0],
        [33.0, 39.01],
        [32.98, 39.01],
      ],
    },
    {
      code: "kavakli",
      name: "Kavaklı",
      outline: [
        [33.0, 39.0],
        [33.02, 39.0],
        [33.02, 39.01],
        [33.0, 39.01],
      ],
    },
  ],
};

const hours = (count) => new Date(Date.now() + count * 3_600_000).toISOString();

/** A ticket half way, as the city shows it. */
export function ticket(more = {}) {
  return {
    number: NUMBER,
    status: "in_progress",
    department: "fen-isleri",
    category: "yol-cukur",
    opened_at: hours(-30),
    due: { respond: null, resolve: hours(50) },
    stages: [
      { type: "TicketOpened", at: hours(-30) },
      { type: "TicketAssigned", at: hours(-28) },
      { type: "TicketStarted", at: hours(-3) },
    ],
    messages: [
      { from: "citizen", at: hours(-30), text: "116. Sokak’ta derin bir çukur var, akşam görünmüyor." },
      { from: "city", at: hours(-3), text: "Ekibimiz yarın sabah onarıma başlıyor." },
    ],
    media: [{ id: "m1", kind: "image", state: "stored" }],
    question: null,
    may_reply: true,
    may_reopen: false,
    ...more,
  };
}

export class FakeCity {
  constructor() {
    this.reset();
    this.server = createServer((request, response) => void this.#serve(request, response));
  }

  reset() {
    this.tickets = new Map(); // Idempotency-Key -> body
    this.answers = []; // bodies of survey answers
    this.replies = [];
    this.onces = []; // Idempotency-Keys of the replies
    this.requests = [];
    this.parts = new Map();
    this.trouble = new Map(); // path's beginning -> [status, "drop" or "answer lost", ...], taken one by one
    this.shown = ticket();
    this.survey = {
      number: NUMBER,
      category: "yol-cukur",
      state: "sent",
      expires_at: hours(100),
      answer: null,
      may_reopen: false,
    };
    this.partBytes = 300_000;
    this.branding = {};
  }

  async start() {
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.origin = `http://127.0.0.1:${this.server.address().port}`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const content = Buffer.concat(chunks);
    const { pathname: path, searchParams } = new URL(request.url, this.origin);
    this.requests.push(`${request.method} ${path}`);
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Allow-Methods", "PUT, POST");
    response.setHeader("Access-Control-Expose-Headers", "ETag");
    if (request.method === "OPTIONS") return response.writeHead(204).end();
    const trouble = this.#troubleAt(`${request.method} ${path}`);
    if (trouble === "drop") return request.socket.destroy();
    if (trouble === "answer lost")
      response.end = () => request.socket.destroy(); // it takes effect all the same
    else if (trouble) return this.#problem(response, ...[trouble].flat());
    const json = (status, body) => {
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const body = path.startsWith("/public/") && content.length ? JSON.parse(content) : {};
    if (path.startsWith("/bucket/")) {
      this.parts.set(path, content.length);
      response.setHeader("ETag", `"${path.split("/").at(-1)}"`);
      return response.writeHead(request.method === "POST" ? 204 : 200).end();
    }
    if (path === "/public/catalogue") return json(200, CATALOGUE);
    if (path === "/public/branding") return json(200, this.branding);
    if (path === "/public/push") return json(200, { key: PUSH_KEY });
    if (path.startsWith("/public/preferences/")) return json(200, { ...WISHES, ...body });
    if (path === "/public/uploads") return json(201, this.#upload(body));
    if (/^\/public\/uploads\/\w+\/parts$/.test(path)) {
      return json(200, {
        parts: body.numbers.map((number) => ({ number, url: `${this.origin}/bucket/u/${number}` })),
      });
    }
    if (/^\/public\/uploads\/\w+\/complete$/.test(path)) return json(200, { id: "u" });
    if (path === "/public/tickets") {
      const once = request.headers["idempotency-key"];
      if (!this.tickets.has(once)) this.tickets.set(once, body);
      const { department = "fen-isleri" } =
        CATALOGUE.categories.find(({ code }) => code === body.category) ?? {};
      return json(201, {
        number: NUMBER,
        key: KEY,
        status: "assigned",
        department,
        category: body.category ?? null,
        due: { respond: hours(20), resolve: hours(90) },
      });
    }
    if (path.endsWith("/messages")) {
      const once = request.headers["idempotency-key"];
      const again = this.onces.includes(once);
      this.onces.push(once);
      if (again) return json(201, {});
      this.replies.push(body);
      this.shown = ticket({
        messages: [...this.shown.messages, { from: "citizen", at: hours(0), text: body.text }],
      });
      return json(201, {});
    }
    if (path.endsWith("/reopening")) {
      this.shown = ticket({
        status: "reopened",
        stages: [...this.shown.stages, { type: "TicketReopened", at: hours(0) }],
      });
      return json(200, { number: NUMBER, status: "reopened" });
    }
    if (path.startsWith("/public/tickets/")) {
      return searchParams.get("key") === KEY ? json(200, this.shown) : this.#problem(response, 404);
    }
    if (path.startsWith("/public/surveys/")) {
      if (request.method === "POST") {
        this.answers.push(body);
        this.survey = {
          ...this.survey,
          state: "answered",
          answer: body.answer,
          may_reopen: body.answer === "not_satisfied" && !body.reopen,
        };
      }
      return json(200, this.survey);
    }
    return this.#problem(response, 404);
  }

  #upload({ size }) {
    const whole = {
      id: "u",
      max_bytes: 104857600,
      url: `${this.origin}/bucket/form`,
      fields: { policy: "p" },
    };
    if (size <= this.partBytes) return whole;
    const count = Math.ceil(size / this.partBytes);
    const parts = Array.from({ length: count }, (_, place) => ({
      number: place + 1,
      url: `${this.origin}/bucket/u/${place + 1}`,
      bytes: Math.min(this.partBytes, size - place * this.partBytes),
    }));
    return { id: "u", parts };
  }

  #troubleAt(call) {
    for (const [beginning, troubles] of this.trouble)
      if (call.startsWith(beginning) && troubles.length) return troubles.shift();
    return undefined;
  }

  #problem(response, status, members = {}) {
    response.writeHead(status, { "Content-Type": "application/problem+json" });
    response.end(JSON.stringify({ type: "about:blank", title: "", status, detail: "", ...members }));
  }
}

export { NUMBER };
