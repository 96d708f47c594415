using Groundswell.Detection;

namespace Groundswell.Publication;

/// <summary>
/// Many services at once have fewer reports than is ever usual. They do not all work better than ever: reports do not reach this node, as when a
/// proxy in front of it is broken.
/// </summary>
/// <param name="Quiet">Services that are quieter than possible.</param>
/// <param name="Heard">Services of which that can be told, with them.</param>
/// <param name="Since">From when on, for half of them.</param>
public sealed record QuietIntake(int Quiet, int Heard, DateTimeOffset Since)
{
    private const int LeastQuiet = 3;
    private const double LeastShare = 0.5; // of those that would be missed
    private const double LeastExpected = 5; // reports in a quarter of an hour: the silence of a service with fewer tells nothing within an hour

    /// <summary>Null where that is not so.</summary>
    public static QuietIntake? Find(IEnumerable<ServiceAssessment> assessments)
    {
        ArgumentNullException.ThrowIfNull(assessments);
        List<DateTimeOffset> quiet = [];
        var heard = 0;
        foreach (var assessment in assessments)
        {
            if (assessment.QuietSince is { } since)
            {
                quiet.Add(since);
                heard++;
            }
            else if (assessment.RecentExpected >= LeastExpected && assessment.State != SeriesState.Unknown)
            {
                heard++;
            }
        }

        if (quiet.Count < LeastQuiet || quiet.Count < LeastShare * heard)
        {
            return null;
        }

        quiet.Sort();
        return new QuietIntake(quiet.Count, heard, quiet[quiet.Count / 2]);
    }

    /// <param name="now">When it is said.</param>
    public string Sentence(DateTimeOffset now) =>
        $"Reports of {Quiet} of {Heard} services that are heard all the time are fewer than was ever usual since {SentenceTime.Write(Since, now)}: this node’s intake may be broken.";
}
