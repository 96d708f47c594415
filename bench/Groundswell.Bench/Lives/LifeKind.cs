namespace Groundswell.Bench.Lives;

/// <summary>Sorts of lives.</summary>
internal static class LifeKind
{
    public const string PartialRecovery = "partial-recovery";
    public const string Waves = "waves";
    public const string Lonely = "lonely";
    public const string LingeringSymptoms = "lingering-symptoms";
    public const string EarlyProbes = "early-probes";
    public const string StaleNotice = "stale-notice";
    public const string WrongNotice = "wrong-notice";
    public const string TwoCauses = "two-causes";
    public const string MissingEdges = "missing-edges";
    public const string WrongEdges = "wrong-edges";
    public const string CoarseEdges = "coarse-edges";
    public const string QuietWeek = "quiet-week";
    public const string SingleOutagesWeek = "single-outages-week";

    public static IReadOnlyList<string> All { get; } =
    [
        PartialRecovery, Waves, Lonely, LingeringSymptoms, EarlyProbes, StaleNotice, WrongNotice, TwoCauses, MissingEdges, WrongEdges, CoarseEdges, QuietWeek, SingleOutagesWeek,
    ];

    /// <summary>Hours of a life, its end included.</summary>
    public static int Hours(string kind, Dice dice) => kind switch
    {
        QuietWeek or SingleOutagesWeek => 168,
        Lonely => 24 * (2 + dice.Next(2)),
        Waves or LingeringSymptoms => 36,
        _ => 24,
    };
}
