namespace Groundswell.Detection;

/// <summary>What one window says of one member of a group under each hypothesis, and what that adds to the sums of the group.</summary>
internal sealed class SurgeTerms
{
    private const double FailsAlone = 0.02; // of the services, each by itself

    private static readonly double[] Shares = [FailsAlone, .. SurgeView.SharesFailing];
    private static readonly double[] LogWell = [.. Shares.Select(s => Math.Log(1 - s))];
    private static readonly double[] LogFailing = [.. Shares.Select(s => Math.Log(s))];

    public SurgeTerms(in RecentCounts counts, double sign, int window)
        : this()
    {
        Usual = SurgeLaw.Usual(counts, window);
        Failing = SurgeLaw.Failing(counts, window);
        var failing = Failing + sign;
        var alone = Mix(Usual, failing, 0);
        SurgeLaw.Surging(counts, window, Surging);
        Span<double> well = stackalloc double[Surging.Length];
        for (var g = 0; g < well.Length; g++)
        {
            well[g] = LogWell[0] + Surging[g];
        }

        SurgeLaw.AddEach(well, LogFailing[0] + failing, Surge);
        foreach (ref var surge in Surge.AsSpan())
        {
            surge -= alone;
        }

        for (var q = 0; q < Shared.Length; q++)
        {
            Shared[q] = Mix(Usual, failing, q + 1) - alone;
        }
    }

    private SurgeTerms() =>
        (Surging, Surge, Shared) = (new double[SurgeLaw.Room], new double[SurgeLaw.Room], new double[SurgeView.SharesFailing.Length]);

    public static SurgeTerms Nothing { get; } = new();

    /// <summary>ln P(its count | the usual).</summary>
    public double Usual { get; }

    /// <summary>ln P(its count | an outage).</summary>
    public double Failing { get; }

    /// <summary>By point: ln P(its count | a surge). Longer than there are points.</summary>
    public double[] Surging { get; }

    /// <summary>By point: what it adds for a surge. Longer than there are points.</summary>
    public double[] Surge { get; }

    /// <summary>By share: what it adds for an outage that the group shares.</summary>
    public double[] Shared { get; }

    private static double Mix(double well, double failing, int share) => SurgeLaw.Add(LogWell[share] + well, LogFailing[share] + failing);
}
