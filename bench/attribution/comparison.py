#!/usr/bin/env python3
"""Puts the scores that compare.sh collected into one Markdown table, or with --json into one object. Standard library only.

    comparison.py SCORES all|even|odd [--json]
"""
import collections
import csv
import json
import math
import os
import sys

import symptoms

METHODS = {
    "groundswell": "`groundswell attribute`",
    "count": "count of affected dependants",
    "score": "SCORE, greedy set cover",
    "enrichment": "binomial enrichment",
    "direct": "enrichment, probes and notices",
    "shrink": "two-level noisy-OR, reports only",
    "shrink-all": "two-level noisy-OR, all evidence",
}


def share(value):
    return f"{value:.3f}".lstrip("0") if value < 1 else "1.0"


def line(world, method, scores):
    at = {score["snapshot"]: score for score in scores}
    last = at[max(at)]
    single = [f"{share(at[t]['top1'])}/{share(at[t]['top3'])}" for t in sorted(at)]
    double = [share(last["r3"]), share(last["both"])]
    alarms = f"{round(last['alarms'] * last['nulls'])} of {last['nulls']}"
    return "| " + " | ".join([world, METHODS[method], *single, *double, alarms, share(last["ece"])]) + " |"


def right(folder, ranks, cases, snapshot):
    """Cases of one and of two causes in which all of these come first; and all such cases."""
    first = collections.defaultdict(list)
    with open(ranks, newline="") as file:
        for row in csv.DictReader(file):
            if int(row["snapshot"]) == snapshot and row["component"] != "none":
                first[row["case"]].append((int(row["rank"]), row["component"]))
    found, of = set(), {}
    for row in symptoms.rows(folder, "cases.csv"):
        roots = row["roots"].split()
        if roots and (cases == "all" or int(row["case"]) % 2 == (cases == "odd")):
            of[folder, row["case"]] = row["type"]
            if {component for _, component in sorted(first[row["case"]])[:len(roots)]} == set(roots):
                found.add((folder, row["case"]))
    return found, of


def paired(scored, cases, snapshot):
    """The same cases, two methods: only where one is right and the other is not can be told which is better."""
    found, kinds = {}, {}
    for entry in scored:
        these, of = right(entry["folder"], entry["ranks"], cases, snapshot)
        found.setdefault(entry["method"], set()).update(these)
        kinds.update(of)
    ours = found.pop("groundswell", None)
    if ours is None or not found:
        return
    print(f"\nCases of all worlds at {snapshot} min in which only one of the two has every cause first, groundswell : the other; in brackets how probable "
          "so uneven a split is if neither is better.\n")
    for method, theirs in found.items():
        told = []
        for kind, words in (("single", "one cause"), ("double", "two causes")):
            a, b = (sum(kinds[case] == kind for case in only) for only in (ours - theirs, theirs - ours))
            chance = min(1, 2 * sum(math.comb(a + b, i) for i in range(min(a, b) + 1)) / 2 ** (a + b))
            told.append(f"{words} {a} : {b} ({chance:.1g})")
        print(f"- {METHODS[method]}: {', '.join(told)}")


def main():
    with open(sys.argv[1]) as file:
        scored = [json.loads(text) for text in file]
    if sys.argv[3:] == ["--json"]:
        worlds = {}
        for entry in scored:
            worlds.setdefault(entry["folder"], {})[entry["method"]] = entry["score"]
        print(json.dumps(worlds, indent=1))
        return
    times = [score["snapshot"] for score in scored[0]["score"]]
    print("| world | method | " + " | ".join(f"one cause, {t} min: first/in three" for t in times)
          + f" | two causes, {times[-1]} min: in three | both first | no cause: above .5 | ECE |")
    print("|---|---|" + "---|" * len(times) + "--:|--:|--:|--:|")
    for entry in scored:
        print(line(os.path.basename(entry["folder"]), entry["method"], entry["score"]))
    paired(scored, sys.argv[2], times[-1])


if __name__ == "__main__":
    main()
