using Groundswell.Scenarios;

namespace Groundswell.Bench.Worlds;

/// <summary>Days of a <see cref="Crowd"/> that are told often.</summary>
internal static class CrowdDays
{
    /// <summary>The minute in which things begin.</summary>
    public const int Start = 60;

    private static readonly (string Id, string Category, double PerHour, double Leak)[] Healthy =
    [
        ("carrier-1", "carrier", 150, 0.02), ("carrier-2", "carrier", 100, 0.015), ("carrier-3", "carrier", 40, 0.005),
        ("isp-1", "isp", 120, 0.012), ("isp-2", "isp", 80, 0.01), ("isp-3", "isp", 30, 0.005),
        ("network-1", "social", 200, 0.02), ("network-2", "social", 60, 0.01), ("network-3", "social", 15, 0.005),
        ("messenger-1", "messaging", 80, 0.012), ("messenger-2", "messaging", 10, 0.005),
    ];

    /// <summary>Seven streaming services, from 400 to 5 reports an hour, and five banks.</summary>
    public static IReadOnlyList<CrowdService> Streaming { get; } =
    [
        .. new double[] { 400, 200, 100, 60, 30, 10, 5 }.Select((rate, i) => new CrowdService($"video-{i}", "video", rate)),
        .. Enumerable.Range(0, 5).Select(i => new CrowdService($"bank-{i}", "banking", 50 + (40 * i))),
    ];

    /// <summary>Three networks of one owner, and eleven services that are reported when those are gone.</summary>
    public static IReadOnlyList<CrowdService> Networks { get; } =
    [
        new CrowdService("owned-1", "social", 400) { Needs = "owner/global/backbone" },
        new CrowdService("owned-2", "social", 300) { Needs = "owner/global/backbone" },
        new CrowdService("owned-3", "messaging", 200) { Needs = "owner/global/backbone" },
        .. Healthy.Select(h => new CrowdService(h.Id, h.Category, h.PerHour)),
    ];

    /// <summary>A surge of one category, each of its services by its own strength around a common one.</summary>
    /// <param name="category">Whose services; null for all.</param>
    /// <param name="factor">Reports over the usual.</param>
    /// <param name="spread">Of its logarithm between services.</param>
    /// <param name="seed">Of that.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="country">Where; null for everywhere.</param>
    public static CrowdEvent Surge(string? category, double factor, double spread = 0, int seed = 1, int minutes = 120, string? country = null) =>
        CrowdEvent.Surge(Start, minutes, s => category is null || s.Category == category ? Math.Exp(Math.Log(factor) + (factor > 1 ? spread * Gauss(seed, s) : 0)) : 1, country);

    /// <summary>An outage that the services of a category share; each is hit in its own measure.</summary>
    public static CrowdEvent Shared(string category, double times, double spread, int seed) =>
        CrowdEvent.Outage(Start, 60, s => s.Category == category ? times * Math.Exp(spread * Gauss(seed, s)) : 0) with { Rise = 4 };

    /// <summary>Three large networks are gone for two hours, and up to 2 % of their reports go astray, longer than theirs last.</summary>
    public static IReadOnlyList<CrowdEvent> NetworksGone(double times = 200)
    {
        var astray = Networks.Where(s => s.Needs is not null).Sum(s => s.PerHour) * times;
        var leaks = Healthy.ToDictionary(h => h.Id, h => h.Leak * astray / h.PerHour);
        return
        [
            CrowdEvent.Outage(Start, 120, s => s.Needs is null ? 0 : times) with { Rise = 10 },
            CrowdEvent.Outage(Start + 2, 120, s => leaks.GetValueOrDefault(s.Id)) with { Rise = 12, Fall = 15 },
        ];
    }

    private static double Gauss(int seed, CrowdService service)
    {
        var random = ScenarioRandom.For(seed, service.Id.Sum(c => c * 31), 5);
        return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
