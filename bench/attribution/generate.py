#!/usr/bin/env python3
"""Makes a world of services and components, and cases of outages in it, for attribution to be tried on.

    generate.py SEED SERVICES CASES DIRECTORY

Three clouds of 8, 8 and 6 regions, suppliers of DNS, CDN, certificates, identity, payment and so on who themselves depend on clouds, and
services that depend on all of them, some redundantly. Half of the cases have one cause, a third two, the rest none. The numbers of
suppliers grow with the services. Files and their columns are in docs/attribution.md; those that an engine must not see are
edges_true.csv and cases.csv. Topology, what is known of it, and cases come from random streams of their own, so a world keeps its shape
when more cases are asked for. Only the standard library is used.
"""
import csv
import gzip
import heapq
import math
import os
import random
import sys

REGIONAL = {"net": .0002, "dbdns": .0002, "obj": .0002, "db": .0003, "queue": .00015, "compute": .0003, "lb": .0002, "fn": .00015}
GLOBAL = {"gdns": .0002, "gcdn": .0004, "iam": .0003, "ctrl": .0004}
SUPPLIERS = {  # kind: (prior, number in a world of 2,000 services)
    "cdn": (.0006, 5), "dns": (.0004, 7), "ca": (.0002, 5), "isp": (.0008, 14), "host": (.0008, 30), "idp": (.0006, 5), "pay": (.0006, 6),
    "msg": (.0005, 5), "tag": (.0003, 4), "obsv": (.0004, 4), "sec": (.0002, 3), "ai": (.001, 4), "saas": (.0006, 10)}
DEPENDENT = ["idp", "pay", "msg", "tag", "obsv", "sec", "ai", "saas"]
INTERNAL = [("net", "lb", .9, .09, 1), ("net", "compute", .82, .12, 1), ("net", "fn", .82, .1, 1), ("net", "db", .68, .1, 1), ("net", "queue", .65, .12, 1),
            ("net", "obj", .59, .16, 1), ("dbdns", "db", .95, .04, .5), ("db", "compute", .43, .1, 15), ("db", "fn", .62, .12, 5),
            ("db", "queue", .43, .18, 8), ("compute", "fn", .61, .12, 4), ("compute", "lb", .37, .18, 20), ("obj", "fn", .22, .13, 6)]
# kind: weight of its edges to services, spread, lag
EDGE = {"compute": (.8, .11, 2), "lb": (.85, .09, 2), "db": (.8, .11, 2), "net": (.7, .13, 2), "obj": (.5, .14, 2), "queue": (.41, .14, 2),
        "fn": (.64, .14, 2), "iam": (.34, .14, 4), "dns": (.9, .09, 3), "cdn": (.88, .1, 1), "host": (.92, .08, 1), "ca": (.08, .07, 5),
        "idp": (.55, .13, 2), "pay": (.45, .14, 3), "msg": (.15, .1, 6), "tag": (.04, .06, 6), "obsv": (.05, .06, 6), "sec": (.6, .13, 2),
        "ai": (.4, .14, 2), "saas": (.93, .07, 1), "isp": (.12, .09, 2)}
USES = {"compute": .84, "lb": .6, "db": .46, "net": .31, "obj": .38, "queue": .21, "fn": .26}  # of a service in a cloud region
BUYS = {"idp": .35, "pay": .32, "msg": .23, "obsv": .2, "sec": .06, "ai": .1, "saas": .13, "isp": .45}  # of any service
PROBED = {"gdns": 1, "net": .6, "dbdns": 0, "cdn": .8, "dns": .86, "ca": .6, "isp": .43, "host": .67, "obj": .86, "db": .9, "gcdn": .67, "iam": 1,
          "queue": .86, "compute": .64, "saas": .9, "ctrl": 1, "lb": .5, "fn": .95, "idp": 1, "pay": .83, "tag": .5, "ai": 1, "msg": .8, "obsv": .75, "sec": .67}
CLASSES = ["nxdomain", "empty", "servfail", "timeout", "refused", "tls", "http5xx"]
LOOKS = {"dns": [.1, .05, .5, .35, 0, 0, 0], "endpoint": [.1, .55, .2, .15, 0, 0, 0], "net": [0, 0, .05, .75, .1, 0, .1], "lb": [0, 0, 0, .4, .3, .1, .2],
         "compute": [0, 0, 0, .4, .2, 0, .4], "cdn": [0, 0, 0, .15, .05, .1, .7], "ca": [0, 0, 0, .1, 0, .9, 0], "app": [0, 0, 0, .25, 0, 0, .75],
         "noise": [0, 0, .1, .6, 0, 0, .3]}
MECHANISM = {"dns": "dns", "gdns": "dns", "dbdns": "endpoint", "net": "net", "isp": "net", "lb": "lb", "compute": "compute", "host": "compute", "cdn": "cdn", "gcdn": "cdn", "ca": "ca"}
START, WINDOW = 60.0, (40.0, 120.0)
SNAPSHOTS = (10, 25, 60)


class World:
    def __init__(self, seed, services):
        self.random = random.Random(seed)
        self.components, self.groups, self.services, self.edges = [], [], [], []
        scale = services / 2000
        self.regional = {}
        self.named = {}
        for cloud, (name, regions) in enumerate((("AWS", 8), ("AZR", 8), ("GCP", 6))):
            for kind, prior in GLOBAL.items():
                self.named[name, "global", kind] = self.component(f"{name}/global/{kind}", kind, name, "global", prior)
            for region in range(round(regions * max(1, scale ** .5))):
                for kind, prior in REGIONAL.items():
                    self.named[name, f"r{region}", kind] = self.component(f"{name}/r{region}/{kind}", kind, name, f"r{region}", prior)
            self.regional[name] = [f"r{i}" for i in range(round(regions * max(1, scale ** .5)))]
        self.supplier = {kind: [self.component(f"{kind.upper()}{i}", kind, f"{kind.upper()}{i}", "", prior) for i in range(max(2, round(n * max(1, scale ** .6))))]
                         for kind, (prior, n) in SUPPLIERS.items()}
        self.inside()
        self.suppliers()
        self.brands()
        while len(self.services) < services + self.brand_count:
            self.service()
        self.order()

    def component(self, name, kind, provider, region, prior):
        self.components.append(dict(name=name, kind=kind, provider=provider, region=region, prior=prior))
        return len(self.components) - 1

    def weight(self, mean, spread):
        share = mean * (1 - mean) / spread ** 2 - 1
        return min(.99, max(.01, self.random.betavariate(mean * share, (1 - mean) * share)))

    def edge(self, source, target, mean, spread, lag, kind):
        self.edges.append((source, target, round(self.weight(mean, spread), 4), lag, kind))

    def zipf(self, items, exponent=1.0):
        return self.random.choices(items, [1 / (i + 1) ** exponent for i in range(len(items))])[0]

    def group(self, members):
        self.groups.append(members)
        return ("g", len(self.groups) - 1)

    def inside(self):
        for cloud, regions in self.regional.items():
            iam, ctrl, cdn, home = (self.named[cloud, r, k] for r, k in (("global", "iam"), ("global", "ctrl"), ("global", "gcdn"), ("r0", "db")))
            self.edge(("c", home), ("c", iam), .69, .13, 3, "int")
            self.edge(("c", home), ("c", ctrl), .74, .06, 3, "int")
            self.edge(("c", iam), ("c", ctrl), .63, .19, 2, "int")
            self.edge(("c", self.named[cloud, "r0", "obj"]), ("c", cdn), .1, .04, 8, "int")
            for region in regions:
                for source, target, mean, spread, lag in INTERNAL:
                    self.edge(("c", self.named[cloud, region, source]), ("c", self.named[cloud, region, target]), mean, spread, lag, "int")
                if region != "r0":
                    self.edge(("c", iam), ("c", self.named[cloud, region, "fn"]), .3, .12, 5, "int")

    def place(self):
        cloud = self.random.choices(list(self.regional), [.48, .32, .2])[0]
        return cloud, self.zipf(self.regional[cloud], 1.25)

    def in_cloud(self, target, uses, redundant, lag=None):
        cloud, region = self.place()
        other = self.zipf([r for r in self.regional[cloud] if r != region], 1.0) if redundant else None
        for kind, share in uses.items():
            if self.random.random() < share:
                mean, spread, usual = EDGE[kind]
                source = ("c", self.named[cloud, region, kind])
                if other:
                    source = self.group([self.named[cloud, region, kind], self.named[cloud, other, kind]])
                self.edge(source, target, mean, spread, lag or usual, kind)
        if self.random.random() < .42:
            self.edge(("c", self.named[cloud, "global", "iam"]), target, *EDGE["iam"][:2], 6 if lag else 4, "iam")
        return cloud

    def edge_to_shared(self, target, kind, supplier, dual_share, cloud):
        own = [self.named[cloud, "global", supplier]] if cloud else []
        choices = self.supplier[kind]
        first = own[0] if own and self.random.random() < .35 else self.zipf(choices, .9)
        source = ("c", first)
        if self.random.random() < dual_share:
            source = self.group([first, self.random.choice([c for c in choices if c != first])])
        self.edge(source, target, *EDGE[kind], kind)

    def suppliers(self):
        for kind in DEPENDENT:
            for component in self.supplier[kind]:
                target = ("c", component)
                cloud = self.in_cloud(target, {"compute": .8, "db": .65, "lb": .55, "fn": .18}, self.random.random() < .3, 4)
                self.edge_to_shared(target, "dns", "gdns", 0, cloud)
                if self.random.random() < .7:
                    self.edge_to_shared(target, "cdn", "gcdn", 0, cloud)

    def brands(self):
        ranks = {}
        for cloud, regions in self.regional.items():
            service = self.add_service(f"brand:{cloud}", "brand", 3.0)
            for i, region in enumerate(regions):
                for kind in ("net", "obj", "db", "compute", "lb"):
                    self.edge(("c", self.named[cloud, region, kind]), service, (.75, .78, .5)[i] if i < 3 else .43, .13, 3, "brand")
            for kind in ("ctrl", "iam"):
                self.edge(("c", self.named[cloud, "global", kind]), service, .82, .08, 2, "brand")
        for kind, suppliers in self.supplier.items():
            for i, component in enumerate(suppliers[:13] if kind == "host" else suppliers):
                ranks[kind] = i
                isp = kind == "isp"
                service = self.add_service(f"brand:{self.components[component]['name']}", "isp" if isp else "brand", 8 / (4 + i))
                self.edge(("c", component), service, .95, .05, 1, "brand")
        self.brand_count = len(self.services)

    def add_service(self, name, category, separation):
        self.services.append(dict(name=name, category=category, info_mu=round(separation, 3)))
        return ("s", len(self.services) - 1)

    def service(self):
        u = 1 - self.random.random()
        target = self.add_service(f"svc{len(self.services)}", "svc", min(4, .26 + max(.02, .064 / u - .05 * u)))
        cloud = None
        if self.random.random() < .22:
            self.edge(("c", self.zipf(self.supplier["host"], .6)), target, *EDGE["host"], "host")
        else:
            cloud = self.in_cloud(target, USES, self.random.random() < .15)
        if self.random.random() < .82:
            self.edge_to_shared(target, "dns", "gdns", .15, cloud)
        if self.random.random() < .65:
            self.edge_to_shared(target, "cdn", "gcdn", .075, cloud)
        self.edge(("c", self.zipf(self.supplier["ca"])), target, *EDGE["ca"], "ca")
        for kind, share in BUYS.items():
            if self.random.random() < share:
                self.edge(("c", self.zipf(self.supplier[kind])), target, *EDGE[kind], kind)
        for tag in self.random.sample(self.supplier["tag"], self.random.choice((0, 0, 1, 1))):
            self.edge(("c", tag), target, *EDGE["tag"], "tag")

    def order(self):
        """Renumbers components so that causes come before effects."""
        rank = {}
        after = {i: set() for i in range(len(self.components))}
        before = {i: 0 for i in range(len(self.components))}
        for source, target, *_ in self.edges:
            for member in self.members(source) if target[0] == "c" else ():
                if target[1] not in after[member]:
                    after[member].add(target[1])
                    before[target[1]] += 1
        ready = [i for i, n in before.items() if n == 0]
        heapq.heapify(ready)
        while ready:
            i = heapq.heappop(ready)
            rank[i] = len(rank)
            for j in after[i]:
                before[j] -= 1
                if before[j] == 0:
                    heapq.heappush(ready, j)
        place = sorted(rank, key=rank.get)
        self.components = [self.components[i] for i in place]
        self.groups = [[rank[m] for m in g] for g in self.groups]
        move = lambda node: ("c", rank[node[1]]) if node[0] == "c" else node
        self.edges = [(move(s), move(t), w, lag, kind) for s, t, w, lag, kind in self.edges]

    def members(self, source):
        return self.groups[source[1]] if source[0] == "g" else [source[1]]

    def known(self, rng):
        """What discovery found: edges are missing, some are wrong, and weights are those of the kind."""
        sums = {}
        for source, target, w, lag, kind in self.edges:
            key = self.key(target, kind)
            total, lags, n = sums.get(key, (0, 0, 0))
            sums[key] = (total + w, lags + lag, n + 1)
        result = []
        for source, target, w, lag, kind in self.edges:
            missing = .02 if kind in ("brand", "int") else .08 if target[0] == "c" else .15
            if rng.random() >= missing:
                total, lags, n = sums[self.key(target, kind)]
                result.append((source, target, round(total / n, 2), round(lags / n, 1), kind))
        plain = [e for e in result if e[0][0] == "c" and e[1][0] == "s" and e[4] != "brand"]
        for _ in range(round(.04 * len(plain))):
            like, other = rng.choice(plain), rng.choice(plain)
            result.append((like[0], other[1], *like[2:]))
        return result

    @staticmethod
    def key(target, kind):
        return (kind, target[0]) if kind != "int" else (kind, target[1])


class Cases:
    def __init__(self, world, seed):
        self.world, self.random = world, random.Random(seed)
        self.out = {}
        for source, target, w, lag, kind in world.edges:
            self.out.setdefault(source, []).append((target, w, lag))
        self.in_groups = {}
        for g, members in enumerate(world.groups):
            for member in members:
                self.in_groups.setdefault(member, []).append(g)
        self.probed = [i for i, c in enumerate(world.components) if self.random.random() < PROBED[c["kind"]]]
        self.probed_services = [i for i in range(len(world.services)) if self.random.random() < .25]
        self.head = {i for i, s in enumerate(world.services) if s["info_mu"] >= 1.5}

    def spread(self, roots):
        """When each component and service goes down, and what it then looks like."""
        down, looks, severity = {}, {}, {}
        queue = [(at, 0, ("c", root), MECHANISM.get(self.world.components[root]["kind"], "app")) for root, at in roots]
        heapq.heapify(queue)
        serial = 1
        while queue:
            at, _, node, look = heapq.heappop(queue)
            if node in down or at > START + 240:
                continue
            down[node], looks[node] = at, look
            if node[0] == "s":
                continue
            sources = [(node, at)]
            if node[0] == "c":
                severity[node] = min(1, max(.35, self.random.betavariate(5, 1.5)))
                own = MECHANISM.get(self.world.components[node[1]]["kind"], "app")
                for g in self.in_groups.get(node[1], []):
                    if all(("c", m) in down for m in self.world.groups[g]):
                        severity["g", g] = severity[node]
                        sources.append((("g", g), at))
            for source, since in sources:
                for target, w, lag in self.out.get(source, []):
                    if self.random.random() < w * severity[source]:
                        heapq.heappush(queue, (since + lag * math.exp(self.random.gauss(0, .6)), serial, target, own))
                        serial += 1
        return down, looks

    def draw(self, number):
        world = self.world
        while True:
            roots = []
            for i in range(number):
                at = START + (self.random.uniform(0, 20) if i else 0)
                choice = self.random.choices(range(len(world.components)), [c["prior"] for c in world.components])[0]
                roots.append((choice, at))
            if len({r for r, _ in roots}) < number:
                continue
            if all(self.affected([root]) >= 6 for root in roots):
                return roots, *self.spread(roots)

    def affected(self, roots):
        down, _ = self.spread(roots)
        return sum(node[0] == "s" and at <= START + 60 for node, at in down.items())

    def see(self, down, looks):
        rng, world = self.random, self.world
        for i in range(len(world.services)):
            if rng.random() < .003:
                down.setdefault(("s", i), rng.uniform(*WINDOW))
        head = any(node[0] == "s" and node[1] in self.head for node in down)
        reports, probes, notices = [], [], []
        for i, service in enumerate(world.services):
            shown = math.inf
            mu = service["info_mu"]
            if ("s", i) in down and rng.random() >= .08:
                shown = down["s", i] + rng.expovariate(1 / (2.5 + 6 / mu))
            false = .25 if service["category"] == "isp" and head and down else .02
            if rng.random() < false:
                shown = min(shown, rng.uniform(*WINDOW))
            if rng.random() < .15:
                continue
            factors = []
            for snapshot in SNAPSHOTS:
                m = mu * (1.6 if snapshot > 10 else 1)
                factors.append(round(min(12, max(-8, rng.gauss(m if shown <= START + snapshot else -m, math.sqrt(2 * m)))), 2))
            reports.append((i, *factors, round(shown, 1) if shown < 1e6 else ""))
        for kind, targets, hit in (("c", self.probed, .85), ("s", self.probed_services, .8)):
            for target in targets:
                probes.append((kind, target, *(self.probe(kind, target, START + t, hit, down, looks) for t in SNAPSHOTS)))
        for i in range(len(world.components)):
            if ("c", i) in down and down["c", i] < START + 60 and rng.random() < .55:
                notices.append((i, round(down["c", i] + 5 + rng.expovariate(1 / 25), 1)))
            elif rng.random() < .002:
                notices.append((i, round(rng.uniform(0, 110), 1)))
        return reports, probes, notices

    def probe(self, kind, target, at, hit, down, looks):
        rng = self.random
        is_down = down.get((kind, target), math.inf) <= at
        if rng.random() >= (hit if is_down else .01):
            return "ok"
        return rng.choices(CLASSES, LOOKS[looks.get((kind, target), "app") if is_down else "noise"])[0]


def write(folder, name, header, rows, packed=False):
    path = os.path.join(folder, name + (".gz" if packed else ""))
    with gzip.open(path, "wt", newline="") if packed else open(path, "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    seed, services, count, folder = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    os.makedirs(folder, exist_ok=True)
    world = World(seed, services)
    write(folder, "components.csv", "id,name,kind,provider,region,prior", ((i, c["name"], c["kind"], c["provider"], c["region"], c["prior"]) for i, c in enumerate(world.components)))
    write(folder, "groups.csv", "id,k,members", ((i, 2, " ".join(map(str, g))) for i, g in enumerate(world.groups)))
    write(folder, "services.csv", "id,name,category,info_mu", ((i, s["name"], s["category"], s["info_mu"]) for i, s in enumerate(world.services)))
    flat = lambda edges: ((*source, *target, *rest) for source, target, *rest in edges)
    header = "src_type,src,dst_type,dst,w,lag_med_min,kind"
    write(folder, "edges_true.csv", header, flat(world.edges))
    write(folder, "edges_known.csv", header, flat(world.known(random.Random(seed + 1))))
    cases = Cases(world, seed + 2)
    truth, obs, probes, status = [], [], [], []
    for case in range(count):
        kind, number = ("single", 1) if case < count / 2 else ("double", 2) if case < count * 5 / 6 else ("null", 0)
        roots, down, looks = cases.draw(number) if number else ([], {}, {})
        reports, probed, notices = cases.see(down, looks)
        at = [sum(node[0] == "s" and t <= START + s for node, t in down.items()) for s in SNAPSHOTS]
        truth.append((case, kind, " ".join(str(r) for r, _ in roots), " ".join(f"{t:.1f}" for _, t in roots), START, *at, sum(node[0] == "c" and t <= START + 60 for node, t in down.items())))
        obs.extend((case, *r) for r in reports)
        probes.extend((case, *p) for p in probed)
        status.extend((case, *n) for n in notices)
    write(folder, "cases.csv", "case,type,roots,root_onsets_min,T0,true_down_T10,true_down_T25,true_down_T60,down_components", truth)
    write(folder, "obs.csv", "case,service,llr10,llr25,llr60,onset", obs, True)
    write(folder, "probes.csv", "case,target_type,target,class10,class25,class60", probes, True)
    write(folder, "status.csv", "case,component,posted_at_min", status)


if __name__ == "__main__":
    main()
