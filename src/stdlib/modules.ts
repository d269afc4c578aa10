// modules — the OTP modules, one a line.
import { erlang } from "./erlang.ts";
import { io } from "./io.ts";
import { lists } from "./lists.ts";
import type { OtpModule } from "./table.ts";
import { timer } from "./timer.ts";

export const OTP_MODULES: readonly OtpModule[] = [erlang, io, lists, timer];
