// timers — deadlines of one system: receive timeouts, send_after, timers of modules.
//
// Timers of one millisecond share a bucket (a linked list, so cancelling is a few stores); a heap orders the buckets.
// The host is asked for one alarm only, that of the earliest bucket. Invariant: timers of the same millisecond fire
// in the order in which they were started.
import type { Host } from "./host.ts";

export class Timer {
  readonly deadlineMs: number;
  callback: (() => void) | null;
  bucket: Bucket | null = null;
  previous: Timer | null = null;
  next: Timer | null = null;
  constructor(deadlineMs: number, callback: () => void) {
    this.deadlineMs = deadlineMs;
    this.callback = callback;
  }
}

class Bucket {
  readonly deadlineMs: number;
  first: Timer | null = null;
  last: Timer | null = null;
  constructor(deadlineMs: number) {
    this.deadlineMs = deadlineMs;
  }
}

export class Timers {
  private readonly host: Host;
  private readonly buckets = new Map<number, Bucket>();
  private readonly heap: Bucket[] = [];
  private alarmMs = Number.POSITIVE_INFINITY;
  private cancelAlarm: (() => void) | null = null;
  /** How often a bucket became empty since the last clearing. */
  private empty = 0;

  constructor(host: Host) {
    this.host = host;
  }

  /** Calls back in `ms` milliseconds from now, not before. */
  start(ms: number, callback: () => void): Timer {
    return this.startAt(this.host.monotonicMs() + Math.max(0, ms), callback);
  }

  /** Calls back once the host's clock has reached `deadlineMs`. */
  startAt(deadlineMs: number, callback: () => void): Timer {
    const timer = new Timer(deadlineMs, callback);
    const key = Math.ceil(deadlineMs);
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      bucket = new Bucket(key);
      this.buckets.set(key, bucket);
      this.push(bucket);
    }
    timer.bucket = bucket;
    timer.previous = bucket.last;
    if (bucket.last === null) bucket.first = timer;
    else bucket.last.next = timer;
    bucket.last = timer;
    if (key < this.alarmMs) this.arm(key);
    return timer;
  }

  /** Whether the timer was still to fire. */
  cancel(timer: Timer): boolean {
    const bucket = timer.bucket;
    if (bucket === null) return false;
    if (timer.previous === null) bucket.first = timer.next;
    else timer.previous.next = timer.next;
    if (timer.next === null) bucket.last = timer.previous;
    else timer.next.previous = timer.previous;
    timer.bucket = null;
    timer.callback = null;
    if (bucket.first === null) this.discardEmpty();
    return true;
  }

  /** Drops all timers, and the alarm. */
  stop(): void {
    this.cancelAlarm?.();
    this.cancelAlarm = null;
    this.alarmMs = Number.POSITIVE_INFINITY;
    this.buckets.clear();
    this.heap.length = 0;
  }

  /** Milliseconds until the timer fires, or undefined if it has fired or was cancelled. */
  remainingMs(timer: Timer): number | undefined {
    if (timer.bucket === null) return undefined;
    return Math.max(0, Math.ceil(timer.deadlineMs - this.host.monotonicMs()));
  }

  /**
   * Drops empty buckets from the top of the heap, and all of them once they are the most. The alarm stays: a process
   * that waits with a timeout and gets a message each millisecond would otherwise set a new one each time.
   */
  private discardEmpty(): void {
    while (this.heap.length > 0 && this.heap[0].first === null) this.buckets.delete(this.pop().deadlineMs);
    this.empty++;
    if (this.empty < 1024 || this.empty * 2 < this.heap.length) return;
    this.empty = 0;
    const kept = this.heap.filter((bucket) => bucket.first !== null);
    this.heap.length = 0;
    this.buckets.clear();
    for (const bucket of kept) {
      this.buckets.set(bucket.deadlineMs, bucket);
      this.push(bucket);
    }
  }

  private arm(deadlineMs: number): void {
    this.cancelAlarm?.();
    this.alarmMs = deadlineMs;
    this.cancelAlarm = this.host.at(deadlineMs, () => this.fire());
  }

  private fire(): void {
    this.cancelAlarm = null;
    this.alarmMs = Number.POSITIVE_INFINITY;
    const nowMs = this.host.monotonicMs();
    while (this.heap.length > 0 && this.heap[0].deadlineMs <= nowMs) {
      const bucket = this.pop();
      this.buckets.delete(bucket.deadlineMs);
      // A callback may cancel timers of its own bucket: take them one by one.
      for (let timer = bucket.first; timer !== null; timer = bucket.first) {
        const callback = timer.callback;
        this.takeFirst(bucket, timer);
        callback?.();
      }
    }
    while (this.heap.length > 0 && this.heap[0].first === null) this.buckets.delete(this.pop().deadlineMs);
    if (this.heap.length > 0) this.arm(this.heap[0].deadlineMs);
  }

  private takeFirst(bucket: Bucket, timer: Timer): void {
    bucket.first = timer.next;
    if (timer.next === null) bucket.last = null;
    else timer.next.previous = null;
    timer.bucket = null;
    timer.callback = null;
  }

  private push(bucket: Bucket): void {
    const heap = this.heap;
    let i = heap.push(bucket) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent].deadlineMs <= bucket.deadlineMs) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = bucket;
  }

  private pop(): Bucket {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop() as Bucket;
    if (heap.length > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && heap[child + 1].deadlineMs < heap[child].deadlineMs) child++;
        if (heap[child].deadlineMs >= last.deadlineMs) break;
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = last;
    }
    return top;
  }
}
