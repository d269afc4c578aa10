// Processes of proc_lib: what they know, how they start in step with who starts them, and how their crashes are reported.
import { expect, test } from "vitest";
import { printed, prints } from "./prints.ts";

prints({
  "proc_lib:spawn(a).": `** exception error: no function clause matching proc_lib:spawn(a) (proc_lib.erl:151)`,
  "proc_lib:spawn(a,b,c).": `** exception error: no function clause matching proc_lib:spawn(a,b,c) (proc_lib.erl:162)`,
  "proc_lib:spawn_opt(fun() -> ok end, [foo]).": `** exception error: bad argument
    in function  spawn_opt/4
    called as spawn_opt(proc_lib,init_p,
    [<0.85.0>,
    [<0.73.0>,<0.71.0>,user_drv,<0.70.0>,<0.66.0>,
    kernel_sup,<0.47.0>],
    #Fun<erl_eval.43.130099583>],
    [foo])
    *** argument 4: invalid spawn option
    in call from proc_lib:spawn_opt/2 (proc_lib.erl:246)`,
  "proc_lib:start(a,b,[],10,[monitor]).": `** exception error: bad argument
    in function  proc_lib:start/5
    called as proc_lib:start(a,b,[],10,[monitor])`,
  "proc_lib:hibernate(a,b,c).": `** exception error: no function clause matching 
    proc_lib:hibernate(a,b,c) (proc_lib.erl:306)`,
  "proc_lib:start(timer, sleep, [100], 10).": `{error,timeout}`,
  "proc_lib:start_link(timer, sleep, [10]).": `{error,normal}`,
  "proc_lib:start(proc_lib, init_ack, [{ok,x}]).": `{ok,x}`,
  "proc_lib:start_monitor(timer, sleep, [100], 10), receive {'DOWN',_,process,_,R} -> R end.": `killed`,
  "proc_lib:start_link(proc_lib, init_fail, [{error,x},{exit,normal}]).": `{error,x}`,
  "P = proc_lib:spawn(fun() -> receive X -> X end end), {proc_lib:initial_call(P), process_info(P, initial_call), proc_lib:get_label(P)}.": `{{erl_eval,'-expr/6-fun-7-',[]},{initial_call,{proc_lib,init_p,3}},undefined}`,
  "proc_lib:stop(nosuch).": `** exception exit: noproc
    in function  proc_lib:stop/3 (proc_lib.erl:1601)`,
  "P = proc_lib:spawn(fun() -> timer:sleep(1000) end), proc_lib:stop(P, normal, 10).": `** exception exit: timeout
    in function  proc_lib:stop/3 (proc_lib.erl:1604)`,
  "P = proc_lib:spawn(fun() -> receive {system, {From,Ref}, {terminate,R}} -> From ! {Ref,ok}, exit(R) end end), proc_lib:stop(P, shutdown, 100).": `ok`,
  "P = proc_lib:spawn(fun() -> receive {system, {From,Ref}, {terminate,R}} -> From ! {Ref,ok}, exit(normal) end end), proc_lib:stop(P, shutdown, 100).": `** exception exit: normal`,
  "proc_lib:translate_initial_call(x).": `** exception error: no function clause matching 
    proc_lib:raw_initial_call(x) (proc_lib.erl:898)
    in function  proc_lib:translate_initial_call/1 (proc_lib.erl:845)`,
  "io:put_chars(proc_lib:format([[{initial_call,{a,b,[c]}},{registered_name,[]},{error_info,{error,foo,[]}},{ancestors,[a]}],[{neighbour,[{pid,a}]}]])).": `  crasher:
    initial call: a:b/1
    registered_name: []
    exception error: foo
    ancestors: [a]
    neighbours:
    neighbour:
    pid: aok`,
});

/** What is printed, without times, pids and sizes. */
const told = async (text: string): Promise<string> =>
  (await printed(text))
    .replace(/\d\d?-\w{3}-\d{4}::[\d:.]+/g, "TIME")
    .replace(/<0\.[\d.]+>/g, "PID")
    .replace(/(heap_size|stack_size|reductions): \d+/g, "$1: N");

test("a crash is reported, with what is known of the process", async () => {
  const body = "put(a, 1), self() ! hello, register(foo, self()), 1/0";
  expect(await told(`proc_lib:spawn(fun() -> ${body} end), timer:sleep(1).`)).toContain(
    `=CRASH REPORT==== TIME ===
  crasher:
    initial call: erl_eval:'-expr/6-fun-7-'/0
    pid: PID
    registered_name: foo
    exception error: an error occurred when evaluating an arithmetic expression
      in operator  '/'/2
         called as 1 / 0
    ancestors: [PID,PID,PID,user_drv,PID,PID,
                  kernel_sup,PID]
    message_queue_len: 1
    messages: [hello]
    links: []
    dictionary: [{a,1}]
    trap_exit: false
    status: running
    heap_size: N
    stack_size: N
    reductions: N
  neighbours:

ok`,
  );
});

test("neighbours that end with it are told", async () => {
  const inner = "proc_lib:spawn_link(fun() -> receive after 100 -> ok end end)";
  const output = await told(
    `proc_lib:spawn(fun() -> ${inner}, receive after 1 -> error(oops) end end), timer:sleep(10).`,
  );
  expect(output).toContain("  neighbours:\n    neighbour:\n      pid: PID\n      registered_name: []\n");
  expect(output).toContain("      initial call: erl_eval:'-expr/6-fun-7-'/0\n      current_function: ");
});

test("an end that is no crash is not reported", async () => {
  const ends = ["exit(normal)", "exit(shutdown)", "exit({shutdown,x})", "ok"];
  for (const end of ends)
    expect(await told(`proc_lib:spawn(fun() -> ${end} end), timer:sleep(1).`)).not.toContain("REPORT");
});

test("who is linked to it ends with what raised the exception, and where", async () => {
  expect(await told("proc_lib:spawn_link(fun() -> error(oops) end), timer:sleep(1).")).toContain(
    `** exception exit: oops
     in function  shell:apply_fun/3 (shell.erl:1209)
     in call from proc_lib:init_p/3 (proc_lib.erl:317)`,
  );
});

test("a process that has hibernated is reported once", async () => {
  const output = await told(
    "P = proc_lib:spawn(proc_lib, hibernate, [erlang,error,[woken]]), P ! x, timer:sleep(1).",
  );
  expect(output.match(/CRASH REPORT/g)).toHaveLength(1);
  expect(output).toContain("    exception error: woken\n    ancestors:");
});
