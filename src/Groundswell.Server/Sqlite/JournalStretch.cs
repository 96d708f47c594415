namespace Groundswell.Server.Sqlite;

/// <summary>Sequences that went to one day's file, one after the other.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them; below <paramref name="First"/> where there is none yet.</param>
/// <param name="Day">The file.</param>
/// <param name="IsLost">Whether the file was found to lack them.</param>
internal sealed record JournalStretch(long First, long Last, DateOnly Day, bool IsLost = false)
{
    /// <summary>What of it a file holds that holds these sequences, and what it lacks.</summary>
    public IEnumerable<JournalStretch> Split(long first, long last)
    {
        JournalStretch[] parts =
        [
            this with { Last = Math.Min(Last, first - 1), IsLost = true },
            this with { First = Math.Max(First, first), Last = Math.Min(Last, last) },
            this with { First = Math.Max(First, Math.Max(first, last + 1)), IsLost = true },
        ];
        return parts.Where(part => part.First <= part.Last);
    }
}
