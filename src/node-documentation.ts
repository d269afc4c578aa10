// node-documentation — the source of the OTP modules, whose doc comments h/1,2,3 print. A build copies it beside the bundle.
import { readdirSync, readFileSync } from "node:fs";

/** The texts of the OTP modules. */
export function documentation(): string[] {
  const folder = new URL("./stdlib/", import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
}
