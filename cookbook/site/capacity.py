"""What more machines would answer: a simulation, held against what was measured.

Visitors ask again as soon as they are answered, as wrk does. A request costs processor time at its
machine's proxy, at one of the web containers, and at the database, and each of those may use its
share of a processor and no more, as the kernel sees to it: in each tenth of a second so much, then
nothing until the next (https://docs.kernel.org/scheduler/sched-bwc.html). What a request costs is
measured on one machine; the rest follows.
"""

import random
from collections.abc import Generator
from dataclasses import dataclass
from itertools import count, cycle
from math import ceil

import simpy

PERIOD = 0.1  # seconds, of the kernel's quota
WARM, LONG = 2, 20  # simulated seconds: not counted, counted
THREADS = 8  # requests that one web container works on at a time: two processes of four threads

Events = Generator[simpy.Event, None, None]


@dataclass(frozen=True)
class Shares:
    """How much of a processor each part may use."""

    web: float = 1
    proxy: float = 1
    db: float = 1


class Part:
    """A container: it works in turns, on so many requests at a time, within its share."""

    def __init__(self, world: simpy.Environment, share: float, at_once: int = 1_000_000) -> None:
        self.world, self.share = world, share
        self.room = simpy.Resource(world, at_once)
        self.processors = simpy.Resource(world, ceil(share))
        self.period, self.used = 0, 0.0

    def work(self, seconds: float) -> Events:
        """Use the processor for so long, however often the share runs out meanwhile."""
        with self.processors.request() as turn:
            yield turn
            while seconds > 1e-9:
                now = int(self.world.now / PERIOD + 1e-9)
                if now > self.period:
                    self.period, self.used = now, 0.0
                left = min(seconds, self.share * PERIOD - self.used)
                if left > 1e-9:
                    self.used += left
                    seconds -= left
                    yield self.world.timeout(left)
                else:
                    yield self.world.timeout((now + 1) * PERIOD - self.world.now)


def rate(costs: Shares, shares: Shares, machines: int, visitors: int, seed: int = 1) -> float:
    """Return how many requests a second so many machines answer.

    `costs` are the seconds of processor time that a request takes at each part. The database is
    one, and each machine has a proxy and a web container.
    """
    chance, world = random.Random(seed), simpy.Environment()
    db = Part(world, shares.db)
    proxies = [Part(world, shares.proxy) for _ in range(machines)]
    webs = [Part(world, shares.web, THREADS) for _ in range(machines)]
    turns, answered = cycle(webs), count()

    def some(mean: float) -> float:
        return chance.expovariate(1 / mean) if mean else 0

    def visitor(proxy: Part) -> Events:
        while True:
            yield from proxy.work(some(costs.proxy))
            web = next(turns)
            with web.room.request() as thread:
                yield thread
                yield from web.work(some(costs.web))
                yield from db.work(some(costs.db))
            if world.now > WARM:
                next(answered)

    for number in range(visitors):
        world.process(visitor(proxies[number % machines]))
    world.run(WARM + LONG)
    return next(answered) / LONG
