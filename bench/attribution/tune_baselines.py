#!/usr/bin/env python3
"""Chooses what the baselines take for affected, for a dependant and for enough, on worlds that are scored nowhere.

    tune_baselines.py [--only METHOD,...] WORLD...

Of every combination the one counts that is best in the mean of single top-1, single top-3 and doubles R@2 over all snapshots and worlds,
which is what the comparison tells. The curve from value to probability is then a logistic regression of whether the first is right.
Writes baselines.json; this, and only this, reads the truth. Standard library only.
"""
import argparse
import json
import math
import os

import baselines
import noisy_or
from symptoms import World, rows

GRID = {
    "dependant": [.05, .15, .25, .35, .5, .65, .8],
    "down": [.5, 1.0, 1.5, 2.0, 3.0, 4.0],
    "up": [-.5, .5, 99],  # 99: all of which anything is known and that are not affected are well
    "probes": [False, True],
    "rounds": [1, 2, 3],
}
OWN = {"score": {"hit": [.05, .1, .15, .2, .25, .3, .4, .5, .6, .8], "rounds": [2, 3, 5]},  # it is a cover: one round would be another method
       "direct": {"points": [.5, 1, 2, 3, 5, 8, 12]}}

FLAT = {
    "severity": [.35, .5, .65, .8],
    "silent": [{"10": a, "25": b, "60": c} for a, b, c in ((.08, .08, .08), (.5, .3, .2), (.7, .45, .3), (.8, .6, .45))],
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default=",".join(baselines.METHODS), help="the others keep what they have")
    parser.add_argument("world", nargs="+")
    arguments = parser.parse_args()
    chosen = arguments.only.split(",")
    worlds = [World(folder) for folder in arguments.world]
    truths = [{int(row["case"]): (row["type"], [world.component_ids.index(r) for r in row["roots"].split()]) for row in rows(folder, "cases.csv")}
              for world, folder in zip(worlds, arguments.world)]
    dependants = {id(world): baselines.Dependants(world) for world in worlds}
    tuned = {}
    for method in (m for m in chosen if m in baselines.SETS):
        def sets(world, parameters, run=baselines.SETS[method]):
            of = dependants[id(world)][parameters["dependant"]]
            return ((key, run(world, look, of, parameters)) for key, look in world.looks.items())

        worth, parameters, firsts = climb(dict(GRID, **OWN.get(method, {})), lambda p: value(worlds, truths, lambda w: sets(w, p)), (.35, .7))
        tuned[method] = dict(parameters, curve=logistic(firsts))
        print(f"{method}: {worth:.3f} with {json.dumps(tuned[method])}", flush=True)
    for method in (m for m in chosen if m not in baselines.SETS):
        def flat(world, parameters, everything=method == "shrink-all"):
            return ((key, ranked) for key, ranked, _ in noisy_or.rank(world, parameters, everything, 3))

        worth, tuned[method], _ = climb(FLAT, lambda p: value(worlds, truths, lambda w: flat(w, p)), (.5,))
        print(f"{method}: {worth:.3f} with {json.dumps(tuned[method])}", flush=True)
    if os.path.exists(baselines.PARAMETERS):
        with open(baselines.PARAMETERS) as file:
            tuned = dict(json.load(file), **tuned)
    with open(baselines.PARAMETERS, "w") as file:
        json.dump(tuned, file, indent=2)
        file.write("\n")


def climb(grid, worth, start):
    """One parameter after the other, each from all of its values, until none gets better; from each start, a share of each grid."""
    tried = {}

    def known(parameters):
        key = json.dumps(parameters)
        if key not in tried:
            tried[key] = worth(parameters)
        return tried[key]

    best = None
    for share in start:
        at = {name: values[int(share * len(values))] for name, values in grid.items()}
        while True:
            before = known(at)[0]
            for name, values in grid.items():
                at = max((dict(at, **{name: v}) for v in values), key=lambda p: known(p)[0])
            if known(at)[0] <= before:
                break
        if best is None or known(at)[0] > best[0]:
            best = known(at)[0], at, known(at)[1]
    return best


def value(worlds, truths, run):
    """How good a method is on all worlds, and for each look the value of its first and whether that is right."""
    sums, firsts = [0.0] * 4, []
    for world, truth in zip(worlds, truths):
        for (case, _), ranked in run(world):
            kind, roots = truth[case]
            names = [c for c, _ in ranked]
            if ranked:
                firsts.append((math.log1p(ranked[0][1]), names[0] in roots))
            if kind == "single":
                sums[0] += (roots[0] == names[0] if names else 0) + (roots[0] in names[:3])
                sums[1] += 1
            elif kind == "double":
                sums[2] += sum(root in names[:2] for root in roots) / 2
                sums[3] += 1
    return (sums[0] / sums[1] + sums[2] / sums[3]) / 3, firsts


def logistic(firsts):
    """Newton's method; a little is taken off the slope so that it stays finite."""
    a = b = 0.0
    for _ in range(50):
        ga, gb, haa, hab, hbb = 0.0, -1e-3 * b, 1e-9, 0.0, 1e-3
        for x, right in firsts:
            p = 1 / (1 + math.exp(-max(-30, min(30, a + b * x))))
            d, w = right - p, p * (1 - p)
            ga, gb, haa, hab, hbb = ga + d, gb + d * x, haa + w, hab + w * x, hbb + w * x * x
        determinant = haa * hbb - hab * hab
        a, b = a + (hbb * ga - hab * gb) / determinant, b + (haa * gb - hab * ga) / determinant
    return [round(a, 4), round(b, 4)]


if __name__ == "__main__":
    main()
