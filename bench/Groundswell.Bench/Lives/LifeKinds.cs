using Groundswell.Catalogue;

namespace Groundswell.Bench.Lives;

/// <summary>What a made-up world is made of; figures as in <c>bench/attribution/generate.py</c>.</summary>
internal static class LifeKinds
{
    private const string Endpoint = "endpoint";

    public static IReadOnlyList<Part> Regional { get; } =
    [
        new("net", ComponentKind.Network, 2, "net"), new("dbdns", ComponentKind.Dns, 2, Endpoint), new("obj", ComponentKind.ObjectStorage, 2, null),
        new("db", ComponentKind.Database, 3, null), new("queue", ComponentKind.Queue, 1.5, null), new("compute", ComponentKind.Compute, 3, "compute"),
        new("lb", ComponentKind.LoadBalancer, 2, "lb"), new("fn", ComponentKind.Application, 1.5, null),
    ];

    public static IReadOnlyList<Part> Global { get; } =
    [
        new("gdns", ComponentKind.Dns, 2, "dns"), new("gcdn", ComponentKind.Cdn, 4, "cdn"), new("iam", ComponentKind.Identity, 3, null), new("ctrl", ComponentKind.Application, 4, null),
    ];

    public static IReadOnlyList<Supplier> Suppliers { get; } =
    [
        new(new Part("cdn", ComponentKind.Cdn, 6, "cdn"), 4), new(new Part("dns", ComponentKind.Dns, 4, "dns"), 5), new(new Part("isp", ComponentKind.Network, 8, "net"), 6),
        new(new Part("host", ComponentKind.Compute, 8, "compute"), 8), new(new Part("idp", ComponentKind.Identity, 6, null), 4), new(new Part("pay", ComponentKind.Payment, 6, null), 4),
        new(new Part("msg", ComponentKind.Messaging, 5, null), 3), new(new Part("ai", ComponentKind.Application, 10, null), 3), new(new Part("saas", ComponentKind.Application, 6, null), 5),
    ];

    public static IReadOnlyList<string> Dependent { get; } = ["idp", "pay", "msg", "ai", "saas"];

    /// <summary>Edges within a region: from, to, mean weight, its spread, lag.</summary>
    public static IReadOnlyList<(string Source, string Target, double Mean, double Spread, double Lag)> Internal { get; } =
    [
        ("net", "lb", 0.9, 0.09, 1), ("net", "compute", 0.82, 0.12, 1), ("net", "fn", 0.82, 0.1, 1), ("net", "db", 0.68, 0.1, 1), ("net", "queue", 0.65, 0.12, 1),
        ("net", "obj", 0.59, 0.16, 1), ("dbdns", "db", 0.95, 0.04, 0.5), ("db", "compute", 0.43, 0.1, 15), ("db", "fn", 0.62, 0.12, 5),
        ("db", "queue", 0.43, 0.18, 8), ("compute", "fn", 0.61, 0.12, 4), ("compute", "lb", 0.37, 0.18, 20), ("obj", "fn", 0.22, 0.13, 6),
    ];

    public static IReadOnlyDictionary<string, Need> Needs { get; } = new Need[]
    {
        new("compute", 0.8, 0.11, 2), new("lb", 0.85, 0.09, 2), new("db", 0.8, 0.11, 2), new("net", 0.7, 0.13, 2), new("obj", 0.5, 0.14, 2), new("queue", 0.41, 0.14, 2),
        new("fn", 0.64, 0.14, 2), new("iam", 0.34, 0.14, 4), new("dns", 0.9, 0.09, 3), new("cdn", 0.88, 0.1, 1), new("host", 0.92, 0.08, 1), new("idp", 0.55, 0.13, 2),
        new("pay", 0.45, 0.14, 3), new("msg", 0.15, 0.1, 6), new("ai", 0.4, 0.14, 2), new("saas", 0.93, 0.07, 1), new("isp", 0.12, 0.09, 2),
    }.ToDictionary(n => n.Code);

    public static IReadOnlyList<(string Code, double Share)> ServiceUses { get; } =
        [("compute", 0.84), ("lb", 0.6), ("db", 0.46), ("net", 0.31), ("obj", 0.38), ("queue", 0.21), ("fn", 0.26)];

    public static IReadOnlyList<(string Code, double Share)> SupplierUses { get; } = [("compute", 0.8), ("db", 0.65), ("lb", 0.55), ("fn", 0.18)];

    public static IReadOnlyList<(string Code, double Share)> Buys { get; } = [("idp", 0.35), ("pay", 0.32), ("msg", 0.23), ("ai", 0.1), ("saas", 0.13), ("isp", 0.45)];

    /// <summary>Share of a kind's components that are probed.</summary>
    public static double Probed(string code) => code switch
    {
        "dbdns" => 0.3, // the record is seen by who resolves it; most probes only see the database
        "net" or "host" or "gcdn" or "compute" => 0.65,
        "isp" => 0.45,
        "lb" => 0.5,
        "obj" or "db" or "dns" or "queue" or "cdn" or "pay" or "msg" => 0.85,
        _ => 0.95,
    };

    /// <param name="Code">The world's name for it.</param>
    /// <param name="Kind">The catalogue's.</param>
    /// <param name="Prior">How often it fails by itself, beside others.</param>
    /// <param name="Passes">How what needs it looks when it fails; null for like any application.</param>
    internal sealed record Part(string Code, ComponentKind Kind, double Prior, string? Passes);

    internal sealed record Supplier(Part Kind, int Count)
    {
        public string Code => Kind.Code;
    }

    /// <param name="Code">Of what is needed.</param>
    /// <param name="Mean">Of the weight.</param>
    /// <param name="Spread">Its standard deviation.</param>
    /// <param name="Lag">Minutes.</param>
    internal sealed record Need(string Code, double Mean, double Spread, double Lag);
}
