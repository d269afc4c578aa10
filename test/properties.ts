// properties — the random tests are the same in every run, so that a green build is one by right and a red one is
// the fault of what was changed. `SEED=7 npm test` looks elsewhere; `npm run fuzz` is the place for long looks.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SEED ?? 29) });
