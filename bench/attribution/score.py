#!/usr/bin/env python3
"""Scores ranks.csv against a world's truth.

    score.py WORLD RANKS [--cases all|even|odd] [--errors SNAPSHOT] [--json]

RANKS is what `groundswell attribute WORLD --out RANKS` wrote, or what a baseline did: case,snapshot,rank,component,probability, with a
component 'none' for "no shared cause". The figures are those of the world's SPEC: single top-1 and top-3, provider and region of the
first, doubles R@2, R@3 and both in the first two, false alarms of null cases above .5, ECE (10 equal bins) and Brier of the first.
Only the standard library is used.
"""
import argparse
import collections
import csv
import gzip
import json
import os


def table(folder, name):
    path = os.path.join(folder, name)
    opened = open(path, newline="") if os.path.exists(path) else gzip.open(path + ".gz", "rt", newline="")
    with opened as rows:
        yield from csv.DictReader(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("world")
    parser.add_argument("ranks")
    parser.add_argument("--cases", choices=["all", "even", "odd"], default="all")
    parser.add_argument("--errors", type=int, help="list the single and double cases that are wrong at this snapshot")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()

    components = {row["id"]: row for row in table(arguments.world, "components.csv")}
    keep = {"all": lambda case: True, "even": lambda case: case % 2 == 0, "odd": lambda case: case % 2 == 1}[arguments.cases]
    cases = {int(row["case"]): row for row in table(arguments.world, "cases.csv") if keep(int(row["case"]))}
    ranks = collections.defaultdict(list)
    for row in csv.DictReader(open(arguments.ranks, newline="")):
        if row["component"] != "none":
            ranks[int(row["case"]), int(row["snapshot"])].append((int(row["rank"]), row["component"], float(row["probability"])))

    results = [score(cases, ranks, components, snapshot) for snapshot in sorted({snapshot for _, snapshot in ranks})]
    if arguments.json:
        print(json.dumps(results))
    else:
        show(results)
    if arguments.errors is not None:
        errors(cases, ranks, components, arguments.errors)


def score(cases, ranks, components, snapshot):
    def place(component):
        return components[component]["provider"], components[component]["region"]

    sums = collections.Counter()
    calibration = []
    for case, truth in cases.items():
        ranked = sorted(ranks.get((case, snapshot), []))
        names = [component for _, component, _ in ranked]
        first = ranked[0][2] if ranked else 0.0
        roots = truth["roots"].split()
        kind = truth["type"]
        sums[kind] += 1
        if ranked:
            calibration.append((first, names[0] in roots))
        if kind == "single":
            sums["top1"] += names[:1] == roots
            sums["top3"] += roots[0] in names[:3]
            sums["place"] += bool(names) and place(names[0]) == place(roots[0])
            sums["named"] += bool(names) and first > 0.5
        elif kind == "double":
            sums["r2"] += sum(root in names[:2] for root in roots) / 2
            sums["r3"] += sum(root in names[:3] for root in roots) / 2
            sums["both"] += all(root in names[:2] for root in roots)
        else:
            sums["alarms"] += first > 0.5
            sums["loud"] += first > 0.8

    bins = collections.defaultdict(list)
    for probability, right in calibration:
        bins[min(9, int(probability * 10))].append((probability, right))
    total = max(1, len(calibration))
    error = sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values()) / total
    brier = sum((p - r) ** 2 for p, r in calibration) / total

    def share(name, of):
        return sums[name] / sums[of] if sums[of] else float("nan")

    return {
        "snapshot": snapshot, "singles": sums["single"], "doubles": sums["double"], "nulls": sums["null"],
        "top1": share("top1", "single"), "top3": share("top3", "single"), "place": share("place", "single"), "named": share("named", "single"),
        "r2": share("r2", "double"), "r3": share("r3", "double"), "both": share("both", "double"),
        "alarms": share("alarms", "null"), "loud": share("loud", "null"), "ece": error, "brier": brier,
        "bins": [[round(sum(p for p, _ in bins[i]) / len(bins[i]), 3), round(sum(r for _, r in bins[i]) / len(bins[i]), 3), len(bins[i])] for i in sorted(bins)],
    }


def show(results):
    print("  T   n1/n2/n0     top1  top3  place named |  R@2   R@3   both | >.5   >.8  |  ECE  Brier")
    for r in results:
        print(f"{r['snapshot']:3d}  {r['singles']:4d}/{r['doubles']}/{r['nulls']:<4d} {r['top1']:.3f} {r['top3']:.3f} {r['place']:.3f} {r['named']:.3f} | "
              f"{r['r2']:.3f} {r['r3']:.3f} {r['both']:.3f} | {r['alarms']:.3f} {r['loud']:.3f} | {r['ece']:.3f} {r['brier']:.3f}")


def errors(cases, ranks, components, snapshot):
    for case, truth in cases.items():
        ranked = sorted(ranks.get((case, snapshot), []))
        roots = truth["roots"].split()
        if roots and set(component for _, component, _ in ranked[:len(roots)]) != set(roots):
            told = "; ".join(f"{components[c]['name']} {p:.2f}" for _, c, p in ranked[:4])
            print(f"{case} {' + '.join(components[r]['name'] for r in roots)} (down {truth['true_down_T%d' % snapshot]} services, {truth['down_components']} components): {told}")


if __name__ == "__main__":
    main()
