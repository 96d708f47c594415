namespace Groundswell.Detection;

/// <summary>A service, or a service in one country, as a part of a group that may rise together.</summary>
/// <param name="Index">Of the service.</param>
/// <param name="Counts">What it counted lately.</param>
/// <param name="Sign">ln of what speaks for an outage of its own beside the number of reports: what is reported, probes, notices.</param>
internal sealed record SurgeMember(int Index, RecentCounts Counts, double Sign)
{
    private const double LeastExpected = 0.02; // less says nothing

    private readonly SurgeTerms?[] _terms = new SurgeTerms?[RecentCounts.Minutes.Length];

    /// <summary>What a window says of it; the same for every group that it is a part of.</summary>
    public SurgeTerms At(int window) =>
        _terms[window] ??= Counts.Expected[window] >= LeastExpected || Counts.Reports[window] > 0 ? new SurgeTerms(Counts, Sign, window) : SurgeTerms.Nothing;
}
