namespace Groundswell.Signals.Seeing;

/// <summary>How much it takes to doubt one's own sight (docs/probes.md).</summary>
internal static class SightRules
{
    /// <summary>Groups that must fail alike where all that are known do.</summary>
    public const int FewGroups = 3;

    /// <summary>The same where the target's own answer was seen, which is nobody's but its own unless very many give the same.</summary>
    public const int FewAnswers = 8;

    /// <summary>Groups that must fail in a row where others, not heard of yet, may still be well.</summary>
    public const int RowGroups = 12;

    /// <summary>Failures that such a row must have: with half of all failing, one chance in a million.</summary>
    public const int RowLength = 20;

    /// <summary>Share of groups that fail together where some few get through, as by a list of what is allowed.</summary>
    public const double AlmostAll = 0.85;

    /// <summary>A group that was not heard for so long does not count among all.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>So long after a failure others must be seen to get through, for it to be held against its target.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>So long a failure waits at least: what happens just after it tells whether it was the first of many.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    /// <summary>How far around a failure its neighbours are asked, in seconds.</summary>
    public const int Neighbourhood = 30;

    /// <summary>Neighbours that are asked on each side.</summary>
    public const int Neighbours = 8;

    /// <summary>Seconds over which the return of sight is judged, and almost-all.</summary>
    public const int Glance = 15;

    /// <summary>Groups that must be seen again, where there are so many.</summary>
    public const int GroupsToReturn = 2;
}
