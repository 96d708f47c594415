#!/usr/bin/env python3
"""Scores `groundswell attribute --petshop` on the PetShop data. Standard library only.

    python3 bench/attribution/petshop.py DATA [--groundswell "path/to/groundswell"] [--seed 7] [--draws 4]

DATA holds TRAFFIC/graph.csv, TRAFFIC/noissue/metrics.csv and TRAFFIC/PART/issue_K/{metrics.csv,target.json}: a checkout of the
data set's `dataset` folder (Hardt et al., "The PetShop Dataset", CLeaR 2024), or a part of it. The truth is read here only.

Told are top-1 and top-3, of groundswell and of two simple methods:
  issues      the labelled issues, as they are and disturbed (noise, holes, shortened windows, another part of the usual)
  normal      windows out of the usual, away from the rows given as usual: the part for which nothing is named
  injected    trouble added to one node and, by the accounting of calls, to all that call it: in windows of the usual, and in windows
              put together of the issues' quiet rows, which are months apart from the usual. The cause is any well-used node.
An injection follows a model of how trouble travels that is not unlike the one that the method assumes: it shows that no node is
preferred and that noise and drift are withstood, not how well the model holds.
"""
import argparse
import collections
import csv
import json
import math
import os
import random
import shlex
import statistics
import subprocess
import tempfile

USED = {("requests", "Sum"): 0, ("latency", "Average"): 1, ("availability", "Average"): 2}
KINDS = {"latency": 1, "availability": 2}


class Window:
    """times, and for each node three rows of values: requests, latency, availability; None is a hole."""

    def __init__(self, times, nodes):
        self.times, self.nodes = times, nodes

    def take(self, rows, times=None):
        return Window(times or [self.times[r] for r in rows], {n: [[s[r] for r in rows] for s in v] for n, v in self.nodes.items()})


def read_window(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    body = [r for r in rows[3:] if r[0] and r[0][0].isdigit()]
    nodes = {}
    for column in range(1, len(rows[0])):
        which = USED.get((rows[1][column], rows[2][column]))
        if which is not None:
            values = [float(r[column]) if r[column] not in ("", "nan", "NaN") else None for r in body]
            nodes.setdefault(rows[0][column], [[None] * len(body) for _ in range(3)])[which] = values
    return Window([float(r[0]) for r in body], nodes)


def write_window(window, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    columns = [(n, k, i) for k, i in USED.items() for n in window.nodes]
    with open(path, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["microservice"] + [n for n, _, _ in columns])
        out.writerow(["metric"] + [k[0] for _, k, _ in columns])
        out.writerow(["statistic"] + [k[1] for _, k, _ in columns])
        for r, time in enumerate(window.times):
            out.writerow([time] + ["" if window.nodes[n][i][r] is None else window.nodes[n][i][r] for n, _, i in columns])


class Traffic:
    def __init__(self, folder):
        self.name, self.graph_file = os.path.basename(folder), os.path.join(folder, "graph.csv")
        with open(self.graph_file, newline="") as file:
            rows = list(csv.reader(file))
        self.callees = {r[0]: [c for c, v in zip(rows[0][1:], r[1:]) if float(v)] for r in rows[1:]}
        self.usual = read_window(os.path.join(folder, "noissue", "metrics.csv"))
        self.issues = []
        for part in sorted(os.listdir(folder)):
            if part == "noissue" or not os.path.isdir(os.path.join(folder, part)):
                continue
            for issue in sorted(os.listdir(os.path.join(folder, part))):
                at = os.path.join(folder, part, issue)
                if issue.startswith("issue_"):
                    with open(os.path.join(at, "target.json")) as file:
                        told = json.load(file)
                    self.issues.append(Case(self, self.usual, read_window(os.path.join(at, "metrics.csv")), told["target"], told["root_cause"]["node"], f"{self.name}/{part}/{issue}"))

    def below(self, node):
        found, stack = {node}, [node]
        while stack:
            for c in self.callees.get(stack.pop(), []):
                if c not in found:
                    found.add(c)
                    stack.append(c)
        return found


class Case:
    def __init__(self, traffic, usual, window, target, truth, name=""):
        self.traffic, self.usual, self.window, self.target, self.truth, self.name = traffic, usual, window, target, truth, name

    def but(self, **changes):
        copy = Case(self.traffic, self.usual, self.window, self.target, self.truth, self.name)
        copy.__dict__.update(changes)
        return copy


# Methods: cases -> for each a list of nodes, best first, empty if nothing is wrong


def groundswell(command, cases):
    groups = {}
    for i, case in enumerate(cases):
        groups.setdefault((case.traffic.name, id(case.usual)), []).append(i)
    answers = [[] for _ in cases]
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for g, ((_, _), members) in enumerate(groups.items()):
            first, at = cases[members[0]], os.path.join(folder, f"t{g}")
            write_window(first.usual, os.path.join(at, "noissue", "metrics.csv"))
            with open(first.traffic.graph_file) as source, open(os.path.join(at, "graph.csv"), "w") as copy:
                copy.write(source.read())
            for k, i in enumerate(members):
                issue = os.path.join(at, "cases", f"issue_{k}")
                write_window(cases[i].window, os.path.join(issue, "metrics.csv"))
                with open(os.path.join(issue, "target.json"), "w") as file:
                    json.dump({"target": cases[i].target}, file)
                names[f"t{g}/cases/issue_{k}"] = i
        out = os.path.join(folder, "out.csv")
        subprocess.run(shlex.split(command) + ["attribute", "--petshop", folder, "--out", out], check=True, stdout=subprocess.DEVNULL)
        with open(out, newline="") as file:
            for row in csv.DictReader(file):
                answers[names[row["issue"]]].append(row["node"])
    return answers


def deviations(case, combine):
    """Standard deviations of the target's metric at each node, towards the bad side, by the usual's median and spread."""
    which, sign = KINDS[case.target["metric"]], 1 if case.target["metric"] == "latency" else -1
    found = {}
    for node, series in case.window.nodes.items():
        usual = [v for v in case.usual.nodes.get(node, [[], [], []])[which] if v is not None]
        now = [v for v in series[which] if v is not None]
        if len(usual) > 10 and now:
            middle = statistics.median(usual)
            spread = max(1.4826 * statistics.median(abs(v - middle) for v in usual), statistics.pstdev(usual) / 3, 0.01 * abs(middle) / 3, 1e-9)
            found[node] = combine(sign * (v - middle) / spread for v in now)
    return found


def traversal(cases, limit=3.0):
    """From the target to callees that deviate, as far as they do; where none does further down is a cause."""
    answers = []
    for case in cases:
        scores = deviations(case, max)
        bad = {n for n, s in scores.items() if s > limit}
        if case.target["node"] not in bad:
            answers.append([])
            continue
        seen, stack, ends = {case.target["node"]}, [case.target["node"]], []
        while stack:
            node = stack.pop()
            further = [c for c in case.traffic.callees.get(node, []) if c in bad]
            ends += [] if further else [node]
            for c in further:
                if c not in seen:
                    seen.add(c)
                    stack.append(c)
        answers.append(sorted(ends, key=lambda n: -scores[n]))
    return answers


def loudest(cases, limit=3.0):
    """Of all that the target reaches, what deviates most; nothing if the target does not deviate."""
    answers = []
    for case in cases:
        scores = deviations(case, max)
        below = case.traffic.below(case.target["node"]) - {case.target["node"]}
        wrong = scores.get(case.target["node"], 0) > limit
        answers.append(sorted((n for n in below if scores.get(n, 0) > limit), key=lambda n: -scores[n]) if wrong else [])
    return answers


# Cases


def noisy(case, rng, part):
    def stir(series):
        return [series[0], [v if v is None else v * math.exp(rng.gauss(0, part)) for v in series[1]],
                [v if v is None else max(0, min(100, v + rng.gauss(0, 100 * part / 30))) for v in series[2]]]
    return case.but(window=Window(case.window.times, {n: stir(s) for n, s in case.window.nodes.items()}))


def holed(case, rng, part):
    return case.but(window=Window(case.window.times, {n: [[None if rng.random() < part and n != case.target["node"] else v for v in k] for k in s] for n, s in case.window.nodes.items()}))


def variants(cases, rng):
    rows = len(cases[0].usual.times)
    parts = {}

    def usual(case, name, taken):
        return case.but(usual=parts.setdefault((case.traffic.name, name), case.usual.take(taken)))

    yield "as they are", cases
    for part in (0.05, 0.1, 0.2):
        yield f"noise of {part:.0%}", [noisy(c, rng, part) for c in cases]
    for part in (0.05, 0.15):
        yield f"{part:.0%} of values lost", [holed(c, rng, part) for c in cases]
    yield "usual: first quarter", [usual(c, "a", range(rows // 4)) for c in cases]
    yield "usual: last quarter", [usual(c, "b", range(3 * rows // 4, rows)) for c in cases]
    yield "usual: two hours", [usual(c, "c", range(rows // 2, rows // 2 + 24)) for c in cases]
    yield "window without its first row", [c.but(window=c.window.take(range(1, len(c.window.times)))) for c in cases]
    yield "window without its last row", [c.but(window=c.window.take(range(len(c.window.times) - 1))) for c in cases]
    yield "window of three rows", [c.but(window=c.window.take(range(1, 4))) for c in cases]
    yield "no time told", [c.but(target={k: v for k, v in c.target.items() if k != "timestamp"}) for c in cases]


def normal(traffics, length, rng, count, late):
    cases = []
    for traffic in traffics:
        rows = len(traffic.usual.times)
        cut = rows * 6 // 10
        known, rest = (range(cut), range(cut, rows)) if late else (range(rows - cut, rows), range(rows - cut))
        usual = traffic.usual.take(known)
        node = traffic.issues[0].target["node"]
        for kind in KINDS:
            for first in rng.sample(range(rest[0], rest[-1] - length), min(count, len(rest) - length - 1)):
                window = traffic.usual.take(range(first, first + length))
                cases.append(Case(traffic, usual, window, {"node": node, "metric": kind, "agg": "Average", "timestamp": window.times[length // 2] + rng.uniform(-100, 100)}, None))
    return cases


def level(window, node, which):
    values = [v for v in window.nodes[node][which] if v is not None]
    return statistics.median(values) if values else 0.0


def quiet_rows(traffic):
    """Rows of the issues in which their own trouble does not show, at the cause or at the target."""
    for issue in traffic.issues:
        for r in range(len(issue.window.times)):
            at = lambda n, which: issue.window.nodes[n][which][r]
            if all(at(n, 1) is not None and at(n, 1) < 1.35 * level(traffic.usual, n, 1) and at(n, 2) is not None and at(n, 2) >= 99 for n in (issue.truth, issue.target["node"])):
                yield issue.window, r


def inject(traffic, window, root, target, kind, rng):
    """Adds trouble at a node over two or three rows, and its cost to callers by their part of the calls; None if it does not reach the target."""
    usual, which, rows = traffic.usual, KINDS[kind], len(window.times)
    length = rng.choice((2, 2, 3))
    first = rng.randrange(1, rows - length)
    shape = [rng.uniform(0.5, 1) if first <= r < first + length else 0 for r in range(rows)]
    calls = {n: level(usual, n, 0) if n in usual.nodes else 0 for n in traffic.callees}
    order, seen = [], set()

    def descend(node):
        if node not in seen:
            seen.add(node)
            for c in traffic.callees.get(node, []):
                descend(c)
            order.append(node)

    for node in traffic.callees:
        descend(node)
    cost = collections.Counter({root: 1.0})
    for node in order:
        callers = [n for n, cs in traffic.callees.items() if node in cs and calls[n]]
        total = sum(calls[n] for n in callers)
        for n in callers if cost[node] else []:
            cost[n] += cost[node] * calls[n] / total * (1 if kind == "latency" else rng.uniform(0.5, 1))
    if not cost[target]:
        return None
    size = (rng.uniform(0.15, 0.4) * level(usual, target, 1) if kind == "latency" else rng.uniform(0.015, 0.05)) * calls[target] / cost[target]
    nodes = {n: [list(k) for k in s] for n, s in window.nodes.items()}
    for n, part in cost.items():
        for r in range(rows) if n in nodes else []:
            asked, value = nodes[n][0][r], nodes[n][which][r]
            if part and shape[r] and asked and value is not None:
                more = size * part * shape[r] / asked * rng.uniform(0.8, 1.25)
                nodes[n][which][r] = value + more if kind == "latency" else max(0.0, 100 - 100 * round((1 - value / 100 + more) * asked) / asked)
    return Window(window.times, nodes), window.times[first] + rng.uniform(0, 100)


def injected(traffics, rng, draws, drifted):
    cases = []
    for traffic in traffics:
        rows, quiet = len(traffic.usual.times), list(quiet_rows(traffic))
        early = traffic.usual.take(range(rows * 6 // 10))
        target = traffic.issues[0].target["node"]
        roots = [n for n in sorted(traffic.below(target)) if n != target and n in traffic.usual.nodes and level(traffic.usual, n, 0) >= 20 and not n.endswith("_remote")]
        for kind in KINDS:
            for root in roots * draws:
                if drifted:
                    picked = [rng.choice(quiet) for _ in range(5)]
                    names = set.intersection(*(set(w.nodes) for w, _ in picked))
                    window = Window([1000.0 + 300 * i for i in range(5)], {n: [[w.nodes[n][k][r] for w, r in picked] for k in range(3)] for n in names})
                else:
                    first = rng.randrange(rows * 6 // 10, rows - 5)
                    window = traffic.usual.take(range(first, first + 5))
                made = inject(traffic, window, root, target, kind, rng)
                if made:
                    cases.append(Case(traffic, traffic.usual if drifted else early, made[0], {"node": target, "metric": kind, "agg": "Average", "timestamp": made[1]}, root))
    return cases


def recall(cases, answers):
    n = max(1, len(cases))
    return f"{sum(a[:1] == [c.truth] for c, a in zip(cases, answers)) / n:.3f} / {sum(c.truth in a[:3] for c, a in zip(cases, answers)) / n:.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data")
    parser.add_argument("--groundswell", default="artifacts/bin/Groundswell.Cli/release/groundswell")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--draws", type=int, default=4, help="injections for each node, metric and traffic")
    parser.add_argument("--verbose", action="store_true", help="tell each miss")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    traffics = [Traffic(f.path) for f in sorted(os.scandir(options.data), key=lambda f: f.name) if os.path.exists(os.path.join(f.path, "graph.csv"))]
    methods = [lambda cases: groundswell(options.groundswell, cases), traversal, loudest]

    def report(name, cases, tell):
        answers = [m(cases) for m in methods]
        print(f"| {name} | {len(cases)} | " + " | ".join(tell(cases, a) for a in answers) + " |", flush=True)
        if options.verbose:
            for c, a in zip(cases, answers[0]):
                if a[:1] != ([c.truth] if c.truth else []):
                    print(f"    {c.traffic.name} {c.target['metric']} {c.truth} -> {a[:3]}")

    print("| cases | n | groundswell | traversal | loudest |\n|---|--:|--:|--:|--:|")
    every = [c for t in traffics for c in t.issues]
    for traffic in traffics:
        for kind in KINDS:
            report(f"issues, {traffic.name}, {kind}", [c for c in traffic.issues if c.target["metric"] == kind], recall)
    for name, cases in variants(every, rng):
        report("issues, " + name, cases, recall)
    for late in (True, False):
        for length in (3, 5, 8, 12):
            report(f"normal, {length} rows, {'after' if late else 'before'} the usual", normal(traffics, length, rng, 60, late), lambda cases, answers: f"{sum(not a for a in answers) / len(cases):.3f}")
    for drifted in (False, True):
        cases = injected(traffics, rng, options.draws, drifted)
        report("injected, " + ("drifted" if drifted else "usual"), cases, recall)
        for traffic in traffics:
            report(f"injected, {'drifted' if drifted else 'usual'}, {traffic.name}", [c for c in cases if c.traffic is traffic], recall)


if __name__ == "__main__":
    main()
