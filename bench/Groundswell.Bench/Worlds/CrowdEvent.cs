namespace Groundswell.Bench.Worlds;

/// <summary>What makes more reports than usual in a <see cref="Crowd"/>.</summary>
/// <param name="From">Minute of the day that is played.</param>
/// <param name="Minutes">How long, at its height and the way up.</param>
/// <param name="Of">By service and country: the rate at the height, as a share of the usual rate there that is added; 0 for others.</param>
internal sealed record CrowdEvent(int From, int Minutes, Func<CrowdService, string, double> Of)
{
    /// <summary>Minutes until the height.</summary>
    public double Rise { get; init; } = 1;

    /// <summary>Minutes in which it falls to a third after the end.</summary>
    public double Fall { get; init; } = 4;

    /// <summary>Shares of what is reported; null for the usual.</summary>
    public IReadOnlyList<double>? Symptoms { get; init; }

    /// <summary>A rise of some services by about one factor, everywhere or in one country.</summary>
    public static CrowdEvent Surge(int from, int minutes, Func<CrowdService, double> factor, string? country = null) =>
        new(from, minutes, (s, c) => country is null || c == country ? factor(s) - 1 : 0);

    /// <summary>An outage of some services, by so many times the usual.</summary>
    public static CrowdEvent Outage(int from, int minutes, Func<CrowdService, double> times) => new(from, minutes, (s, _) => times(s));

    public double At(int minute)
    {
        var since = minute - From;
        return since < 0 ? 0
            : since < Minutes ? Math.Min(1, (since + 1) / Rise)
            : Math.Min(1, Minutes / Rise) * Math.Exp(-(since - Minutes + 1) / Fall);
    }
}
