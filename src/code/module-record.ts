// module-record — what the system knows of one module name: at most two versions, and what importers hold.
//
// Invariant: `current` and `old` are the only references of the module table to versions. A version that was purged
// is held by its funs alone; it is remembered weakly, since loading the same text again makes these funs good.
import { Namespace } from "./namespace.ts";
import type { Version } from "./version.ts";

export class ModuleRecord {
  readonly name: string;
  readonly symbol: symbol;
  readonly namespace: Namespace;
  current: Version | undefined = undefined;
  old: Version | undefined = undefined;
  /** The version whose top level runs now, while there is no current one: what a cycle of imports sees. */
  starting: Version | undefined = undefined;
  /** How many versions there have been. */
  count = 0;
  /** The load that is going on. */
  loading: Promise<unknown> | undefined = undefined;
  /** The errors that were told last, so that each call of a broken module does not tell them again. */
  toldErrors = "";
  readonly #load: (record: ModuleRecord) => Version | undefined;
  /** Versions that were purged but are still held by a fun, by the digest of their text. */
  readonly #purged = new Map<string, Set<WeakRef<Version>>>();
  readonly #collected = new FinalizationRegistry<{ md5: string; ref: WeakRef<Version> }>(({ md5, ref }) => {
    const refs = this.#purged.get(md5);
    refs?.delete(ref);
    if (refs?.size === 0) this.#purged.delete(md5);
  });

  /** `load` loads the module without waiting; undefined if that fails. */
  constructor(name: string, load: (record: ModuleRecord) => Version | undefined) {
    this.name = name;
    this.symbol = Symbol.for(name);
    this.namespace = new Namespace(this);
    this.#load = load;
  }

  /** The version that importers reach. */
  get visible(): Version | undefined {
    return this.current ?? this.starting;
  }

  /** The version that importers reach, loaded now if there is none. */
  ensureNow(): Version | undefined {
    return this.visible ?? this.#load(this);
  }

  /** Makes current old, and `version` current. There must be no old version, or no current one. */
  switchTo(version: Version): void {
    if (this.current !== undefined) this.old = this.current;
    this.current = version;
    this.starting = undefined;
    this.#setPurged(version.md5, false);
    this.namespace.switched();
  }

  /** Makes current old. */
  deleteCurrent(): void {
    this.old = this.current;
    this.current = undefined;
    this.namespace.switched();
  }

  /** Drops the old version: its funs are good only as long as the same text is loaded. */
  dropOld(): void {
    const old = this.old;
    if (old === undefined) return;
    this.old = undefined;
    const md5 = old.md5;
    const ref = new WeakRef(old);
    const refs = this.#purged.get(md5);
    if (refs === undefined) this.#purged.set(md5, new Set([ref]));
    else refs.add(ref);
    this.#collected.register(old, { md5, ref });
    this.#setPurged(md5, this.current?.md5 !== md5);
  }

  #setPurged(md5: string, purged: boolean): void {
    for (const ref of this.#purged.get(md5) ?? []) {
      const version = ref.deref();
      if (version !== undefined) version.purged = purged;
    }
  }
}
