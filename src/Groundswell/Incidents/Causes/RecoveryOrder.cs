namespace Groundswell.Incidents.Causes;

/// <summary>How the order in which services came back compares with the one in which they fell.</summary>
/// <param name="Pattern">In a word.</param>
/// <param name="Tau">Kendall's τ-b between the two orders: 1 the same, -1 the reverse.</param>
/// <param name="Services">How many it was taken from.</param>
/// <param name="Within">The time within which the middle eight in ten came back.</param>
public sealed record RecoveryOrder(RecoveryPattern Pattern, double Tau, int Services, TimeSpan Within)
{
    /// <summary>Fewer tell nothing: of five even a full agreement is chance once in sixty.</summary>
    public const int FewestServices = 5;

    /// <summary>More are thinned out evenly: the comparison is quadratic.</summary>
    private const int MostServices = 1000;

    /// <summary>Standard deviations from chance: 95 %, both sides.</summary>
    private const double Doubtless = 1.96;

    private static readonly TimeSpan Together = TimeSpan.FromMinutes(10);

    /// <summary>Null while the incident is open, where it was merged into another, and where too few services came back.</summary>
    public static RecoveryOrder? Of(CauseIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (incident.IsOpen || incident.MergedInto is not null)
        {
            return null;
        }

        var back = incident.Members.Values.Where(m => m.RecoveredAt is not null).OrderBy(m => m.First.Onset).ThenBy(m => m.Service).ToList();
        if (back.Count < FewestServices)
        {
            return null;
        }

        var step = (back.Count + MostServices - 1) / MostServices;
        var taken = back.Where((_, i) => i % step == 0).ToList();
        long[] fell = [.. taken.Select(m => Minute(m.First.Onset))];
        long[] recovered = [.. taken.Select(m => Minute(m.RecoveredAt!.Value))];
        var (tau, deviations) = KendallTau.Of(fell, recovered);
        var times = back.Select(m => m.RecoveredAt!.Value).Order().ToList();
        var within = times[(int)Math.Ceiling(0.9 * (times.Count - 1))] - times[(int)(0.1 * (times.Count - 1))];
        var pattern = within <= Together ? RecoveryPattern.AtOnce
            : deviations >= Doubtless ? RecoveryPattern.AsTheyFell
            : deviations <= -Doubtless ? RecoveryPattern.InReverse
            : RecoveryPattern.NoOrder;
        return new RecoveryOrder(pattern, tau, back.Count, within);
    }

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
}
