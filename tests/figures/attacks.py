"""Attacks on the site, one at a time: how long other people's pages take meanwhile, and what it
costs the workers.

    python -m tests.figures.attacks all                 each attack at both of its counts
    python -m tests.figures.attacks regex bodies        some of them
    python -m tests.figures.attacks --list

See README.md beside this file. Returns 1 when a reach was not met.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.figures.harness import SOME_MORE, Memory, after, child, site, warm
from tests.figures.hostile import ATTACKS
from tests.figures.others import Others
from tests.figures.sending import Foe

# Seconds that other people are there before the attack: their threads are no part of what it costs
AMONG_OTHERS = 3.0
LEAST = 5.0  # seconds that other people are watched for, where an attack is over sooner
WHOLE, BEGIN = 600.0, time.monotonic()  # and all of them together
# The reach: seconds; megabytes of a worker, of a process apart
PAGE_P95, WORKER, APART = 0.5, 400.0, 500.0
HEAD = (
    "| attack | count | others' pages: 50 of 100 | 95 of 100 | longest | wrong | attacker got |"
    " worker before, at most, after (s) | apart | lost | met |"
)
one_at_a_time = threading.Lock()  # while one site comes to rest, the next one is attacked


def measure(name: str, count: int, workers: int) -> tuple[str, bool]:
    """One attack on a new site: its row of the table, and whether the reach was met."""
    attack = ATTACKS[name]
    with ExitStack() as stack:
        with one_at_a_time:
            if time.monotonic() - BEGIN > WHOLE - 60:
                return f"| {name} | {count:,} | not tried: the time is over |", False
            found = stack.enter_context(site(workers))
            memory = stack.enter_context(Memory(found.process.pid))
            warm(found)
            with Others(found) as others:
                time.sleep(AMONG_OTHERS)
                before = memory.now()
                begin = time.monotonic()
                own = ["--attack", name, count, found.port, found.cookies[-1]]
                got = child("tests.figures.attacks", *own, limit=attack.seconds + 10)
                time.sleep(max(0.0, LEAST - (time.monotonic() - begin)))
            lost = others.lost()
        left, took = after(memory, before)
        traces = found.log.read_text("utf-8", "replace").count("Traceback")
    figures = others.figures()
    met = (
        figures["p95"] <= PAGE_P95
        and memory.worker <= WORKER
        and memory.apart <= APART
        and left <= before * SOME_MORE
        and lost == "0"
        and not traces
        and attack.wanted in got
    )
    wrong = ", ".join(f"{n} × {what}" for what, n in Counter(others.faults).most_common(2))
    times = " | ".join(f"{1000 * figures[one]:,.0f} ms" for one in ("p50", "p95", "max"))
    return (
        (
            f"| {name} | {count:,} | {times} | {wrong or '0'} of {figures['pages']} | {got} |"
            f" {before:.0f}, {memory.worker:.0f}, {left:.0f} MB ({took:.0f}) | {memory.apart:.0f}"
            f" MB | {lost}{f', {traces} tracebacks' if traces else ''} | {'yes' if met else 'no'} |"
        ),
        met,
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Attack the site and measure what other people see of it."
    )
    parser.add_argument("names", nargs="*", help="attacks, or all")
    parser.add_argument("--list", action="store_true", help="say what there is")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--once", action="store_true", help="only the smaller count of each")
    parser.add_argument(
        "--attack", nargs=4, metavar=("NAME", "COUNT", "PORT", "COOKIE"), help=argparse.SUPPRESS
    )
    chosen = parser.parse_args()
    if chosen.attack:
        name, count, port, cookie = chosen.attack
        end = time.monotonic() + ATTACKS[name].seconds
        print(ATTACKS[name].act(Foe(int(port), int(count), end, cookie)))
        return 0
    if chosen.list or not chosen.names:
        print(
            "\n".join(
                f"{name:14}{attack.what} ({' and '.join(f'{n:,}' for n in attack.counts)})"
                for name, attack in ATTACKS.items()
            )
        )
        return 0
    names = list(ATTACKS) if chosen.names == ["all"] else chosen.names
    print(HEAD, "|" + "---|" * HEAD.count(" | ") + "---|", sep="\n", flush=True)
    with ThreadPoolExecutor(4) as several:
        tried = [
            several.submit(measure, name, count, chosen.workers)
            for name in names
            for count in ATTACKS[name].counts[: 1 if chosen.once else 2]
        ]
        rows = []
        for one in tried:
            rows.append(one.result())
            print(rows[-1][0], flush=True)
    return 0 if all(met for _, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
