#!/usr/bin/env python3
"""Figures of `retold serve`: start, first byte of each page, trace by the API at 20 requests a second, and a soak at twice the load it bears.

    bench/serve.py PROGRAM ARCHIVE [--seconds 20] [--soak 60] [--only-soak] [--queries FILE.jsonl]

An archive that is not there is made of articles that nobody wrote. Ends with status 1 when a figure misses its bound, or when a request of the soak is lost, is answered by
anything but 2xx or 429, or by 429 without Retry-After. With --only-soak times are not held to bounds: on a machine that does other things they say little.
Queries are the archive's own articles unless a file of others is named. Standard library only.
"""

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from urllib.parse import quote

# Bounds, in ms and MB.
START, FIRST_BYTE, TRACE_P50, TRACE_P99, RESIDENT = 300, 50, 30, 120, 500
# Seconds after which a request is lost: the service gives up on those that wait for their turn long before.
LOST = 60
# A connection that was idle for so many seconds is not used again; the service closes it after fifteen.
IDLE = 5
# After so many seconds in which nobody was turned away, more is asked of it.
RAISE = 5


class Connection:
    """One connection that is kept alive."""

    def __init__(self, port):
        self.port, self.reader, self.writer, self.used = port, None, None, time.perf_counter()

    async def ask(self, method, path, body=b"", kind="application/json"):
        """Status, headers, body, and seconds to the first byte."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        begun = time.perf_counter()
        self.writer.write(head.encode() + body)
        status_line = await self.reader.readline()
        first = time.perf_counter() - begun
        if not status_line:
            raise ConnectionResetError("no answer")
        headers = {}
        while (line := (await self.reader.readline()).strip()):
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        answer = await self.reader.readexactly(int(headers.get("content-length", 0)))
        self.used = time.perf_counter()
        if headers.get("connection") == "close":
            self.writer.close()
            self.writer = None
        return int(status_line.split()[1]), headers, answer, first


class Connections:
    """Connections that are free to be used again."""

    def __init__(self, port):
        self.port, self.free = port, []

    def take(self):
        while self.free:
            connection = self.free.pop()
            if time.perf_counter() - connection.used < IDLE:
                return connection
            connection.writer.close()
        return Connection(self.port)


class Service:
    def __init__(self, program, archive):
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [program, "serve", "--archive", archive, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        address = self.process.stdout.readline().strip()
        self.started = 1000 * (time.perf_counter() - begun)
        if not address:
            sys.exit("retold serve did not start")
        self.port = int(re.search(r":(\d+)/$", address).group(1))

    def resident(self):
        """Megabytes of memory: now, and at most."""
        text = open(f"/proc/{self.process.pid}/status").read()
        return [int(re.search(rf"{name}:\s+(\d+)", text).group(1)) / 1024 for name in ("VmRSS", "VmHWM")]


def told(name, value, bound, unit):
    held = value <= bound
    print(f"{name:<46} {value:9.1f} {unit:<3} (at most {bound}){'' if held else '   MISSED'}", flush=True)
    return held


def quantile(values, q):
    values = sorted(values)
    return values[min(len(values) - 1, int(q * len(values)))]


async def queries(connection, file):
    if file:
        lines = [json.loads(line) for line in open(file)]
        return [json.dumps({"article": {"text": line["text"]}}).encode() for line in lines]
    *_, found, _ = await connection.ask("GET", "/api/v1/search?limit=200")
    texts = []
    for listed in json.loads(found)["articles"]:
        *_, article, _ = await connection.ask("GET", "/api/v1/articles/" + quote(listed["id"], safe=""))
        texts.append(json.loads(article)["text"])
    return [json.dumps({"article": {"text": text}}).encode() for text in texts if text]


async def pages(service, connection):
    """First byte of every page, the median of some, the worst page last."""
    *_, found, _ = await connection.ask("GET", "/api/v1/search?limit=2")
    ids = [quote(a["id"], safe="") for a in json.loads(found)["articles"]]
    paths = [
        "/", "/compare", "/claims", "/archive", "/archive?words=council", "/archive?words=government+said&since=2020", f"/archive/article?id={ids[0]}",
        f"/compare?source={ids[0]}&retelling={ids[-1]}", f"/claims?article={ids[0]}", f"/trace?text={ids[0]}", "/families", f"/family?article={ids[0]}", "/watch",
        "/api", "/api/v1/openapi.json",
    ]
    held = True
    for path in paths:
        times = []
        for _ in range(15):
            status, _, body, first = await connection.ask("GET", path)
            if status != 200:
                print(f"{path}: {status} {body[:200]}")
                return False
            times.append(1000 * first)
        held &= told(f"first byte of {path[:32]}", statistics.median(times), FIRST_BYTE, "ms")
    return held


async def steady(service, texts, seconds, rate=20):
    """Traces at a steady rate, whether the last one was answered or not."""
    times, statuses, connections, tasks = [], [], Connections(service.port), []

    async def one(text):
        connection = connections.take()
        begun = time.perf_counter()
        status, *_ = await connection.ask("POST", "/api/v1/trace", text)
        times.append(1000 * (time.perf_counter() - begun))
        statuses.append(status)
        connections.free.append(connection)

    begun = time.perf_counter()
    for n in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + n / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(one(texts[n % len(texts)])))
    await asyncio.gather(*tasks)
    held = told(f"trace at {rate} a second, p50", quantile(times, 0.5), TRACE_P50, "ms")
    held &= told(f"trace at {rate} a second, p99", quantile(times, 0.99), TRACE_P99, "ms")
    if set(statuses) != {200}:
        print("statuses", sorted(set(statuses)))
        held = False
    return held


async def bearable(service, texts, seconds=3.0):
    """Traces a second when each client waits for its answer, with two clients a core."""
    done = 0

    async def client(n):
        nonlocal done
        connection, end = Connection(service.port), time.perf_counter() + seconds
        while time.perf_counter() < end:
            n += 7
            status, *_ = await connection.ask("POST", "/api/v1/trace", texts[n % len(texts)])
            done += status == 200

    await asyncio.gather(*(client(n) for n in range(2 * os.cpu_count())))
    return done / seconds


async def soak(service, texts, seconds):
    """Twice the load it bears, from clients that do not wait and do not come again later."""
    rate = 2 * await bearable(service, texts)
    statuses, lost, connections, tasks, without = {}, {}, Connections(service.port), set(), 0
    chance = random.Random(7)

    async def one(path, body):
        nonlocal without
        connection = connections.take()
        try:
            status, headers, *_ = await asyncio.wait_for(connection.ask("POST" if body else "GET", path, body), LOST)
        except (OSError, EOFError, ValueError, IndexError, asyncio.TimeoutError) as fault:
            # No connection, half an answer, no answer of HTTP, none in time.
            lost[type(fault).__name__] = lost.get(type(fault).__name__, 0) + 1
            return
        statuses[status] = statuses.get(status, 0) + 1
        without += status == 429 and "retry-after" not in headers
        connections.free.append(connection)

    begun, sent = time.perf_counter(), 0
    due, raise_at = begun, begun + RAISE
    before = service.resident()[0]
    while time.perf_counter() < begun + seconds:
        if time.perf_counter() > raise_at:
            raise_at += RAISE
            # It bears more than it was thought to: it is to be driven until somebody is turned away.
            rate *= 1 if 429 in statuses else 1.5
        due = max(due + 1 / rate, time.perf_counter() - 1)
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        path, body = ("/api/v1/trace", texts[sent % len(texts)]) if chance.random() < 0.9 else ("/archive?words=council", b"")
        task = asyncio.create_task(one(path, body))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        sent += 1
    await asyncio.gather(*tasks)
    print(
        f"soak of {seconds:.0f} s at {rate:.0f} a second: {sent} sent, {dict(sorted(statuses.items()))}, {lost or 'none'} lost, {without} of 429 without Retry-After, "
        f"MB {before:.0f} to {service.resident()[0]:.0f}"
    )
    good = all(200 <= status < 300 or status == 429 for status in statuses)
    if not statuses.get(429):
        # Whoever was never turned away was not under twice the load.
        print("nobody was turned away: this was no soak")
    return good and not lost and sum(statuses.values()) == sent and without == 0 and 200 in statuses and 429 in statuses


def made(program, archive, count=20_000):
    """An archive of articles of chance words; every tenth repeats sentences of another, so that traces have work."""
    words = open(os.path.join(os.path.dirname(__file__), "words.txt")).read().split()
    chance = random.Random(11)
    names = [word.capitalize() + chance.choice(["by", "holm", "wick", "ford"]) for word in words[:400]]
    told = []

    def sentence():
        some = chance.choices(words, k=chance.randint(12, 26))
        some[3], some[7] = chance.choice(names), str(chance.randint(2, 9000))
        return " ".join(some).capitalize() + "."

    lines = []
    for n in range(count):
        sentences = [sentence() for _ in range(12)]
        if n % 10 == 9:
            sentences[2:8] = chance.choice(told)[3:9]
        told.append(sentences)
        date = f"20{10 + n % 20}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
        facts = {"id": f"made-{n}", "text": " ".join(sentences), "publisher": f"Paper {n % 30}", "published": date}
        lines.append(json.dumps(facts))
    subprocess.run([program, "index", "--archive", archive, "-"], input="\n".join(lines), text=True, check=True, stderr=subprocess.DEVNULL)


async def measured(arguments):
    if not os.path.exists(arguments.archive):
        made(arguments.program, arguments.archive)
    service = Service(arguments.program, arguments.archive)
    held = True
    try:
        connection = Connection(service.port)
        texts = await queries(connection, arguments.queries)
        if not arguments.only_soak:
            held &= told("start", service.started, START, "ms")
            held &= await pages(service, connection)
            if arguments.seconds:
                held &= await steady(service, texts, arguments.seconds)
        if arguments.soak:
            held &= await soak(service, texts, arguments.soak)
        held &= told("resident, at most", service.resident()[1], RESIDENT, "MB")
    finally:
        service.process.terminate()
        ended = service.process.wait(15)
    if ended != 0:
        print(f"retold serve ended with {ended}")
    return held and ended == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("archive")
    parser.add_argument("--seconds", type=float, default=20, help="of traces at a steady rate")
    parser.add_argument("--soak", type=float, default=0, help="seconds of twice the load it bears")
    parser.add_argument("--only-soak", action="store_true", help="no figures, and no bounds on time")
    parser.add_argument("--queries", help="JSON Lines of texts to be traced")
    sys.exit(0 if asyncio.run(measured(parser.parse_args())) else 1)


main()
