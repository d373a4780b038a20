// What this device keeps for the citizen: reports that wait for the network, their files, and own tickets' keys.
// IndexedDB where there is one; memory where a browser forbids it, which `lasting` tells.

export interface KeptFile {
  id: string;
  name: string;
  type: string;
  blob: Blob;
  keptAt: number;
}

export interface KeptTicket {
  number: string;
  key: string;
  /** The first words of the report, for telling tickets apart in the list. */
  title: string;
  openedAt: number;
  /** Id of the report that opened it, empty for one that was opened elsewhere. */
  report: string;
  /** Sent by itself while nobody looked; the page tells it once. */
  unseen: boolean;
}

interface Stores {
  outbox: import("./outbox").KeptReport;
  files: KeptFile;
  uploads: import("../uploads/upload").UploadState & { file: string };
  tickets: KeptTicket;
}

type Name = keyof Stores;

const KEYS: Record<Name, string> = { outbox: "id", files: "id", uploads: "file", tickets: "number" };

export interface Keeper {
  lasting: boolean;
  get<N extends Name>(store: N, key: string): Promise<Stores[N] | undefined>;
  all<N extends Name>(store: N): Promise<Stores[N][]>;
  put<N extends Name>(store: N, value: Stores[N]): Promise<void>;
  remove(store: Name, key: string): Promise<void>;
}

/** Open the device's store. Never fails: what cannot be kept lasting is kept while the page lives. */
export async function openKeeper(factory: IDBFactory | undefined = globalThis.indexedDB): Promise<Keeper> {
  if (!factory) return new MemoryKeeper();
  try {
    return new LastingKeeper(await open(factory));
  } catch {
    return new MemoryKeeper();
  }
}

let shared: Promise<Keeper> | undefined;

/** The one keeper of this page or worker. */
export function keeper(): Promise<Keeper> {
  shared ??= openKeeper();
  return shared;
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open("nabiz", 1);
  request.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(KEYS)) request.result.createObjectStore(name, { keyPath });
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class LastingKeeper implements Keeper {
  readonly lasting = true;

  constructor(private readonly database: IDBDatabase) {
    database.onversionchange = () => database.close();
  }

  get<N extends Name>(store: N, key: string): Promise<Stores[N] | undefined> {
    return answer(this.reading(store).get(key));
  }

  all<N extends Name>(store: N): Promise<Stores[N][]> {
    return answer(this.reading(store).getAll());
  }

  put<N extends Name>(store: N, value: Stores[N]): Promise<void> {
    return this.writing(store, (records) => records.put(value));
  }

  remove(store: Name, key: string): Promise<void> {
    return this.writing(store, (records) => records.delete(key));
  }

  private reading(store: Name): IDBObjectStore {
    return this.database.transaction(store, "readonly").objectStore(store);
  }

  private writing(store: Name, write: (records: IDBObjectStore) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(store, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      write(transaction.objectStore(store));
    });
  }
}

class MemoryKeeper implements Keeper {
  readonly lasting = false;
  private readonly stores = new Map<Name, Map<string, unknown>>();

  async get<N extends Name>(store: N, key: string): Promise<Stores[N] | undefined> {
    return this.records(store).get(key) as Stores[N] | undefined;
  }

  async all<N extends Name>(store: N): Promise<Stores[N][]> {
    return [...this.records(store).values()] as Stores[N][];
  }

  async put<N extends Name>(store: N, value: Stores[N]): Promise<void> {
    this.records(store).set(String((value as unknown as Record<string, unknown>)[KEYS[store]]), value);
  }

  async remove(store: Name, key: string): Promise<void> {
    this.records(store).delete(key);
  }

  private records(store: Name): Map<string, unknown> {
    let records = this.stores.get(store);
    if (!records) {
      records = new Map();
      this.stores.set(store, records);
    }
    return records;
  }
}
