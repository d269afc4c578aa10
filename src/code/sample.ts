// sample — a module with a bit of everything that modules are made of: what the compiler is warmed up with.

const NAME = "sample";

const part = (n: number) => `
interface State${n} {
  readonly count: number;
  readonly names: Map<string, number>;
}

export class Names${n} {
  readonly #names = new Set<string>();
  constructor(names: Iterable<string>) {
    for (const name of names) this.#names.add(name);
  }
  get size(): number {
    return this.#names.size;
  }
}

export async function loop${n}(state: State${n}, [first, ...others]: string[] = []): Promise<void> {
  const message = await receive((given) => given !== null && typeof given === "object");
  switch (message.kind) {
    case "add":
      return loop${n}({ ...state, count: state.count + 1 }, others);
    case "stop":
      return;
    default:
      io.format("~p~n", [\`\${first}: \${message}\`]);
  }
  try {
    for (const name of others) if (!(await ask${n}(name))) break;
  } catch (error) {
    console.error((error as Error).message);
  }
  return sample.loop${n}(state, others.map((name) => name.trim()).filter(Boolean));
}

export const ask${n} = async (name: string): Promise<boolean> => (await call(name, { after: 5 })) === "ok";
`;

const IMPORTS = `import { call, io, receive } from "eshell-ts";
import * as sample from "./${NAME}.ts";
`;

export const SAMPLE = IMPORTS + Array.from({ length: 8 }, (_, n) => part(n)).join("");
