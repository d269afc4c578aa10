%% The same work as the modules of ../modules; prints `name value` for each measure: nanoseconds, or bytes.
-module(bench).
-export([main/1, loop/0, node_/1, child/0, last/1, idle/0, tail/1, one/1]).

main(Rounds) ->
    [print(N, R, F) || {N, R, F} <- measures(), _ <- lists:seq(1, Rounds)],
    io:format("idle_memory ~p~n", [idle_memory()]).

print(Name, N, Fun) ->
    Me = self(),
    spawn(fun() -> {T, _} = timer:tc(fun() -> Fun(N) end), Me ! {took, T} end),
    receive {took, T} -> io:format("~s ~p~n", [Name, T * 1000 / N]) end.

measures() ->
    [{ping_pong, 300000, fun ping_pong/1},
     {ring, 500000, fun ring/1},
     {spawn_exit, 300000, fun spawn_exit/1},
     {tail_call, 3000000, fun tail/1},
     {await_call, 3000000, fun(N) -> awaited(N, 0) end},
     {load, 20, fun load/1}].

ping_pong(N) -> P = spawn(bench, loop, []), client(P, N), P ! stop.

loop() -> receive stop -> ok; {ping, From} -> From ! pong, loop() end.

client(_, 0) -> ok;
client(P, N) -> P ! {ping, self()}, receive pong -> ok end, client(P, N - 1).

ring(N) ->
    First = lists:foldl(fun(_, Next) -> spawn(bench, node_, [Next]) end, self(), lists:seq(2, 1000)),
    First ! N,
    node_(First).

node_(Next) ->
    receive
        Left when is_integer(Left), Left =< 0 -> Next ! (Left - 1), ok;
        Left when is_integer(Left) -> Next ! (Left - 1), node_(Next)
    end.

spawn_exit(0) -> ok;
spawn_exit(N) ->
    spawn(bench, child, []),
    case N rem 100 of
        0 -> spawn(bench, last, [self()]), receive done -> ok end;
        _ -> ok
    end,
    spawn_exit(N - 1).

child() -> ok.
last(Parent) -> Parent ! done.

tail(0) -> 0;
tail(N) -> ?MODULE:tail(N - 1).

awaited(0, Sum) -> Sum;
awaited(N, Sum) -> awaited(N - 1, Sum + ?MODULE:one(N)).

one(N) -> N band 1.

%% Compiling the same 200 lines is not part of it: OTP loads a .beam, ours compiles as well.
load(0) -> ok;
load(N) ->
    code:purge(big),
    {module, big} = code:load_file(big),
    load(N - 1).

idle() -> receive stop -> ok; _ -> idle() end.

idle_memory() ->
    Before = erlang:memory(processes),
    Pids = [spawn(bench, idle, []) || _ <- lists:seq(1, 100000)],
    timer:sleep(200),
    After = erlang:memory(processes),
    [P ! stop || P <- Pids],
    (After - Before) div 100000.
