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
        for (var g = 0; g < Surging.Length; g++)
        {
            Surging[g] = SurgeLaw.Surging(counts, window, g);
            Surge[g] = Mix(Surging[g], failing, 0) - alone;
        }

        for (var q = 0; q < Shared.Length; q++)
        {
            Shared[q] = Mix(Usual, failing, q + 1) - alone;
        }
    }

    private SurgeTerms() =>
        (Surging, Surge, Shared) = (new double[SurgeLaw.Points], new double[SurgeLaw.Points], new double[SurgeView.SharesFailing.Length]);

    public static SurgeTerms Nothing { get; } = new();

    /// <summary>ln P(its count | the usual).</summary>
    public double Usual { get; }

    /// <summary>ln P(its count | an outage).</summary>
    public double Failing { get; }

    /// <summary>By point: ln P(its count | a surge).</summary>
    public double[] Surging { get; }

    /// <summary>By point: what it adds for a surge.</summary>
    public double[] Surge { get; }

    /// <summary>By share: what it adds for an outage that the group shares.</summary>
    public double[] Shared { get; }

    private static double Mix(double well, double failing, int share) => SurgeLaw.Add(LogWell[share] + well, LogFailing[share] + failing);
}
