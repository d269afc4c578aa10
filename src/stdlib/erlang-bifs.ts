// erlang-bifs — the BIFs that need no other module of OTP's: what guards and match specifications may call is among them.
import { binaries } from "./erlang-binaries.ts";
import { codeBifs } from "./erlang-code.ts";
import { lists } from "./erlang-lists.ts";
import { numbers } from "./erlang-numbers.ts";
import { processes } from "./erlang-process.ts";
import { process_info } from "./erlang-process-info.ts";
import { requests } from "./erlang-requests.ts";
import { signalBifs } from "./erlang-signals.ts";
import { systemBifs } from "./erlang-system.ts";
import { times } from "./erlang-time.ts";
import { types } from "./erlang-types.ts";
import { otpModule } from "./table.ts";

/** Their table, as module erlang has it. */
export const bifs = otpModule("erlang", {
  ...types,
  ...numbers,
  ...lists,
  ...binaries,
  ...processes,
  ...requests,
  ...signalBifs,
  ...times,
  ...codeBifs,
  ...systemBifs,
  /**
   * What is known of a process of this node, or one item of it. Mirrors process_info/1,2.
   *
   * ```eshell
   * 1> self() ! hello, process_info(self(), message_queue_len).
   * {message_queue_len,1}
   * ```
   */
  process_info: [process_info, 1, 2] as const,
});
