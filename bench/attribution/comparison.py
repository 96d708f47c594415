#!/usr/bin/env python3
"""Puts the scores that compare.sh collected into one Markdown table, or with --json into one object. Standard library only.

    comparison.py SCORES [--json]
"""
import json
import sys

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


def main():
    with open(sys.argv[1]) as file:
        scored = [json.loads(text) for text in file]
    if sys.argv[2:] == ["--json"]:
        worlds = {}
        for entry in scored:
            worlds.setdefault(entry["world"], {})[entry["method"]] = entry["score"]
        print(json.dumps(worlds, indent=1))
        return
    times = [score["snapshot"] for score in scored[0]["score"]]
    print("| world | method | " + " | ".join(f"one cause, {t} min: first/in three" for t in times)
          + f" | two causes, {times[-1]} min: in three | both first | no cause: above .5 | ECE |")
    print("|---|---|" + "---|" * len(times) + "--:|--:|--:|--:|")
    for entry in scored:
        print(line(entry["world"], entry["method"], entry["score"]))


if __name__ == "__main__":
    main()
