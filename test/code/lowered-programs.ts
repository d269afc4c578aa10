// lowered-programs — random async programs, to be run natively and as process code.
//
// What is called is awaited at once, so that the order of a program's steps does not depend on ticks. Loops are
// bounded, and so is the depth of calls. Reading a binding too early is part of the game: it throws in both runs.

interface Entry {
  readonly name: string;
  readonly callable: boolean;
  readonly constant: boolean;
  /** Initialised later in its block: to be used in functions only, which may run in time or not. */
  readonly lateIn: number;
}

const OF_FUNCTION = ["arguments.length", "arguments[1]", "typeof this", "typeof new.target"];
const OF_OBJECT = ["arguments.length", "this.q", "typeof super.toString"];
const OF_CLASS = [
  "arguments[0]",
  "this.q",
  "this.#p",
  "super.r",
  "(this.#p += 2)",
  "this.#p++",
  "typeof new.target",
];
const OF_CONSTRUCTOR = ["arguments.length", "typeof this", "super.r", "(#p in this)", "(super.s = 4)"];

class Writer {
  #state: number;
  #names = 0;
  /** What the call gives to the text being written. */
  #own: readonly string[] = [];
  /** Whether the text is that of an async generator. */
  #yields = false;
  /** How many functions are around. */
  #depth = 0;
  /** Names in scope. */
  #scopes: Entry[][] = [[]];
  #async = true;
  #loops = 0;
  #labels: string[] = [];

  constructor(seed: number) {
    this.#state = seed * 2654435761 + 1;
  }

  #below(n: number): number {
    this.#state = (Math.imul(this.#state ^ (this.#state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    let x = this.#state;
    x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
    return ((x ^ (x >>> 15)) >>> 0) % n;
  }

  #one<T>(of: readonly T[]): T {
    return of[this.#below(of.length)];
  }

  #chance(percent: number): boolean {
    return this.#below(100) < percent;
  }

  #fresh(): string {
    // Few names, so that inner ones hide outer ones.
    this.#names++;
    return this.#chance(30) ? this.#one(["a", "b", "c"]) + (this.#names % 3) : `v${this.#names}`;
  }

  #declare(name: string, callable: boolean, constant: boolean, lateIn = -1): void {
    (this.#scopes.at(-1) as Entry[]).push({ name, callable, constant, lateIn });
  }

  #visible(filter: (entry: Entry) => boolean): string[] {
    const entries = this.#scopes.flat().filter((entry) => entry.lateIn < this.#depth && filter(entry));
    return entries.map((entry) => entry.name);
  }

  #scoped<T>(write: () => T): T {
    this.#scopes.push([]);
    const result = write();
    this.#scopes.pop();
    return result;
  }

  program(): string {
    const top = Array.from({ length: 3 }, () => this.#declaration(1)).join("\n");
    const body = this.#block(3);
    return `let calls = 0, log;\n${top}\nasync function main(given) {\nlog = given;\n${body}\n}`;
  }

  #block(depth: number): string {
    return this.#scoped(() => {
      const late = this.#chance(25) ? `late${++this.#names}` : "";
      if (late !== "") this.#declare(late, false, false, this.#depth);
      const statements = Array.from({ length: 1 + this.#below(4) }, () => this.#statement(depth));
      if (late !== "") {
        const at = this.#below(statements.length + 1);
        statements.splice(at, 0, `${this.#one(["let", "const", "var"])} ${late} = ${this.#below(9)};`);
      }
      return statements.join("\n");
    });
  }

  #braced(depth: number): string {
    return `{\n${this.#block(depth)}\n}`;
  }

  #statement(depth: number): string {
    if (depth <= 0) return this.#simple();
    switch (this.#below(13)) {
      case 0:
      case 1:
        return this.#declaration(depth - 1);
      case 2:
        return `if (${this.#expression(1)}) ${this.#braced(depth - 1)} else ${this.#braced(depth - 1)}`;
      case 3:
        return this.#loop(depth);
      case 4:
        return this.#try(depth);
      case 5:
        return `switch (${this.#expression(1)}) { case 1: ${this.#block(depth - 1)} default: ${this.#block(depth - 1)} }`;
      case 6:
        return this.#braced(depth - 1);
      default:
        return this.#simple();
    }
  }

  #simple(): string {
    switch (this.#below(8)) {
      case 0:
        return this.#loops > 0 && this.#chance(40)
          ? this.#one(["break", "continue"]) + this.#label()
          : this.#log();
      case 1:
        return this.#chance(15) ? `return ${this.#expression(2)};` : this.#log();
      case 2:
        return this.#chance(8) ? `throw ${this.#expression(1)};` : this.#log();
      case 3: {
        const targets = this.#visible((entry) => !entry.constant);
        if (targets.length === 0) return this.#log();
        return `${this.#one(targets)} ${this.#one(["=", "+=", "??=", "||="])} ${this.#expression(2)};`;
      }
      case 4: {
        const kind = this.#one(["let", "const"]);
        const value = this.#expression(2);
        const name = `v${++this.#names}`;
        this.#declare(name, false, kind === "const");
        return `${kind} ${name} = ${value};`;
      }
      case 5:
        if (this.#yields)
          return this.#chance(50) ? `yield ${this.#expression(1)};` : `log(yield ${this.#expression(1)});`;
        return this.#log();
      default:
        return this.#log();
    }
  }

  #label(): string {
    return this.#labels.length > 0 && this.#chance(50) ? ` ${this.#one(this.#labels)};` : ";";
  }

  #log(): string {
    return `log(${this.#expression(2)});`;
  }

  #loop(depth: number): string {
    const label = this.#chance(30) ? `l${++this.#names}` : "";
    if (label !== "") this.#labels.push(label);
    this.#loops++;
    const text = this.#scoped(() => {
      const i = `i${++this.#names}`;
      const xs = `[${this.#expression(1)}, ${this.#expression(1)}]`;
      switch (this.#below(4)) {
        case 0:
          this.#declare(i, false, true);
          return `for (let ${i} = 0; ${i} < 2; ${i}++) ${this.#braced(depth - 1)}`;
        case 1:
          this.#declare(i, false, true);
          return `for (const ${i} of ${xs}) ${this.#braced(depth - 1)}`;
        case 2:
          if (!this.#async) return `for (const ${i} in { p: 1, q: 2 }) ${this.#braced(depth - 1)}`;
          this.#declare(i, false, false);
          return `for await (let ${i} of ${xs}) ${this.#braced(depth - 1)}`;
        default:
          return `for (let ${i} = 0; ${i}++ < 2; ) ${this.#braced(depth - 1)}`;
      }
    });
    this.#loops--;
    if (label !== "") this.#labels.pop();
    return label === "" ? text : `${label}: ${text}`;
  }

  #try(depth: number): string {
    let text = `try ${this.#braced(depth - 1)}`;
    const catches = this.#chance(70);
    if (catches) {
      const e = `e${++this.#names}`;
      text += this.#scoped(() => {
        this.#declare(e, false, false);
        return ` catch (${e}) { log(shown(${e})); ${this.#block(depth - 1)} }`;
      });
    }
    if (!catches || this.#chance(50)) text += ` finally { ${this.#log()} ${this.#statement(depth - 2)} }`;
    return text;
  }

  #declaration(depth: number): string {
    const name = `f${++this.#names}`;
    switch (this.#below(7)) {
      case 5:
        this.#declare(name, true, true);
        return this.#class(name, depth);
      case 6: {
        this.#declare(name, true, true);
        const method = this.#function(this.#one(["async *", "async * "]) + name, depth, true, "", OF_OBJECT);
        const all = `for await (const x of o${name}.${name}(...xs)) { last = x; if (++calls > 40) break }`;
        return `const o${name} = { q: 3, ${method} }; const ${name} = async (...xs) => { let last; ${all} return last };`;
      }
      case 0:
      case 1:
        this.#declare(name, true, true);
        return this.#function(`async function ${name}`, depth, true);
      case 2:
        this.#declare(name, true, true);
        return `const ${name} = ${this.#function("async ", depth, true, " =>")};`;
      case 3:
        this.#declare(name, true, true);
        return `const ${name} = ${this.#function(`async function ${name}`, depth, true)};`;
      default:
        this.#declare(name, true, true);
        return this.#function(`function ${name}`, depth, false);
    }
  }

  /** A class whose methods use what is private, and the functions that call them. */
  #class(name: string, depth: number): string {
    const own = this.#own;
    this.#own = ["typeof this"];
    const body = [
      `#p = ${this.#below(9)};`,
      this.#scoped(() => `q = ${this.#plain()};`),
      this.#function("async m", depth, true, "", OF_CLASS),
      this.#function(this.#one(["static async m", "static async #m"]), depth, true, "", OF_CONSTRUCTOR),
    ];
    this.#own = own;
    const base = `class { get r() { return 8 } static get r() { return 9 } }`;
    const head = this.#one([`class C${name}`, `const C${name} = class`, `const C${name} = class D${name}`]);
    const call = this.#chance(20) ? `C${name}.m` : `new C${name}().m`;
    return `${head} extends ${base} { ${body.join(" ")} };\nconst ${name} = (...xs) => ${call}?.(...xs);`;
  }

  #function(head: string, depth: number, isAsync: boolean, arrow = "", own = OF_FUNCTION): string {
    this.#depth++;
    const outer = {
      loops: this.#loops,
      labels: this.#labels,
      async: this.#async,
      own: this.#own,
      yields: this.#yields,
    };
    if (arrow === "") this.#own = own;
    this.#yields = head.startsWith("async *");
    this.#loops = 0;
    this.#labels = [];
    this.#async = isAsync;
    const text = this.#scoped(() => {
      const parameters = Array.from({ length: this.#below(3) }, () => {
        const value = this.#chance(30) ? ` = ${this.#plain()}` : "";
        const name = this.#fresh() + (this.#names % 100);
        this.#declare(name, false, false);
        return value !== "" && this.#chance(30) ? `{ ${name} = 7 } = {}` : name + value;
      });
      const unique = [...new Set(parameters)];
      return `${head}(${unique.join(", ")})${arrow} { if (++calls > 40) return 0;\n${this.#block(depth)}\n}`;
    });
    this.#loops = outer.loops;
    this.#labels = outer.labels;
    this.#async = outer.async;
    this.#own = outer.own;
    this.#yields = outer.yields;
    this.#depth--;
    return text;
  }

  /** Without a call or an await. */
  #plain(): string {
    const names = this.#visible((entry) => !entry.callable);
    if (this.#own.length > 0 && this.#chance(15)) return this.#one(this.#own);
    return names.length > 0 && this.#chance(60) ? this.#one(names) : String(this.#below(5));
  }

  #expression(depth: number): string {
    if (depth <= 0) return this.#plain();
    const inner = () => this.#expression(depth - 1);
    const functions = this.#visible((entry) => entry.callable);
    switch (this.#below(11)) {
      case 0:
      case 1:
      case 2:
        if (functions.length === 0 || this.#chance(50)) return this.#plain();
        return this.#async
          ? `(await ${this.#one(functions)}(${inner()}, ${inner()}))`
          : `typeof ${this.#one(functions)}`;
      case 3:
        return `(${inner()} + ${inner()})`;
      case 4:
        return `[${inner()}, ...[${inner()}]].length`;
      case 5:
        return `(${inner()} ? ${inner()} : ${inner()})`;
      case 6:
        return this.#async ? `await ${this.#plain()}` : this.#plain();
      case 7: {
        const targets = this.#visible((entry) => !entry.constant);
        return targets.length === 0 ? this.#plain() : `(${this.#one(targets)} = ${inner()})`;
      }
      case 8:
        if (!this.#async || depth < 2) return this.#plain();
        return `(await (${this.#function("async ", 0, true, " =>")})(${inner()}))`;
      default:
        return this.#plain();
    }
  }
}

/** The program of a seed: a module that declares `main(log)`. */
export function program(seed: number): string {
  const shown = `const shown = (e) => (e instanceof Error ? e.name : e);`;
  return `${shown}\n${new Writer(seed).program()}`;
}
