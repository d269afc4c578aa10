// Prints its version: edit the number, save, and load it with `l(test_load).`
import { io } from "eshell-ts";

export function print() {
  return io.format("vsn~p~n", [1]);
}
